/**
 * The capability index: a two-parameter item-response model fitted by penalised least squares (Epoch Capabilities Index).
 * Imports {@code java.*} only. Start at {@link io.vorsprung.metrics.capability.CapabilityFit}.
 */
package io.vorsprung.metrics.capability;
