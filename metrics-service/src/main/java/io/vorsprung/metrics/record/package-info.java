/**
 * From Kafka to PostgreSQL: every version of every event, before its offset is committed. Start at
 * {@link io.vorsprung.metrics.record.EventConsumer}.
 */
package io.vorsprung.metrics.record;
