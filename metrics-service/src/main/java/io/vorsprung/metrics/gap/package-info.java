/**
 * What the distance between two frontiers is: on a day, and over a window. Imports {@code java.*}, the frontier, and the keyed chance of the draws.
 * Start at {@link io.vorsprung.metrics.gap.FrontierPair}.
 */
package io.vorsprung.metrics.gap;
