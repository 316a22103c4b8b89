/** Alerts in PostgreSQL, and from its outbox onto Kafka. Start at {@link io.vorsprung.alert.delivery.OutboxRelay}. */
package io.vorsprung.alert.delivery;
