/**
 * What the distance between two frontiers is: on a day, and over a window. Imports {@code java.*}, the frontier, and {@code SplitMix64}.
 * Start at {@link io.vorsprung.metrics.gap.FrontierPair}.
 */
package io.vorsprung.metrics.gap;
