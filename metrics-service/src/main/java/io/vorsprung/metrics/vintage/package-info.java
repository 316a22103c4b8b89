/**
 * The estimator applied to the facts in force at one moment: a vintage. Plain Java; no framework. Start at
 * {@link io.vorsprung.metrics.vintage.Vintage}.
 */
package io.vorsprung.metrics.vintage;
