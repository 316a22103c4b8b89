/**
 * How events travel: topics, CloudEvents in Kafka's binary mode, JSON, JSON Schemas, identifiers. Imports Jackson,
 * CloudEvents and the Kafka client's record types. Start at {@link io.vorsprung.common.wire.EventType}.
 */
package io.vorsprung.common.wire;
