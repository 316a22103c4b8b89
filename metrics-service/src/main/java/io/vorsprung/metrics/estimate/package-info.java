/**
 * When there is something new to say, and saying it: keeps the newest vintage, publishes changed estimates. Start at
 * {@link io.vorsprung.metrics.estimate.EstimationLoop}.
 */
package io.vorsprung.metrics.estimate;
