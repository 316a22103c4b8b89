/**
 * HTTP and file formats to validated events on Kafka. Stateless; keeps no gap logic. Start at
 * {@link io.vorsprung.ingest.http.EventsResource}.
 */
package io.vorsprung.ingest;
