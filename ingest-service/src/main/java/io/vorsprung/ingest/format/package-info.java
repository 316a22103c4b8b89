/**
 * Other people's files to our events. Plain Java with a CSV reader; knows neither HTTP nor Kafka. Start at
 * {@link io.vorsprung.ingest.format.EpochIndex}.
 */
package io.vorsprung.ingest.format;
