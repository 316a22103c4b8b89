/**
 * A real Kafka broker (KRaft) and a real PostgreSQL inside or beside a JVM, for tests and for one machine. Knows nothing of
 * what runs on them; topics are declared in a resource, {@code kafka-topics.properties}. Start at
 * {@link io.vorsprung.embedded.EmbeddedBroker} and {@link io.vorsprung.embedded.EmbeddedDatabase}.
 */
package io.vorsprung.embedded;
