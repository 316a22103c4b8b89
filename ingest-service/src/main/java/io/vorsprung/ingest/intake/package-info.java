/**
 * From bytes to a checked event, or to what is wrong with them. Plain Java with Jackson, JSON Schema and Bean Validation;
 * knows neither HTTP nor Kafka. Start at {@link io.vorsprung.ingest.intake.EventReader}.
 */
package io.vorsprung.ingest.intake;
