/**
 * Estimates against rules, in one transaction each: state, alert and outbox change together or not at all. Start at
 * {@link io.vorsprung.alert.evaluate.EstimateConsumer}.
 */
package io.vorsprung.alert.evaluate;
