/**
 * Rules over the estimate stream, the life cycle of alerts, and their delivery. The life cycle is plain Java; the other
 * packages are hinges to Kafka, PostgreSQL and HTTP. Start at {@link io.vorsprung.alert.lifecycle.AlertLifecycle}.
 */
package io.vorsprung.alert;
