/**
 * The life of an alert, as a function of rule, state and estimate. Plain Java over the contract; no framework, no clock.
 * Start at {@link io.vorsprung.alert.lifecycle.AlertLifecycle}; drawn in docs/alerts.md.
 */
package io.vorsprung.alert.lifecycle;
