/**
 * Records events, fits capabilities, estimates gaps, serves them. The estimator ({@code capability}, {@code frontier},
 * {@code gap}) is plain Java; {@code vintage} applies it to what was known at a moment; the other packages are hinges to
 * Kafka, PostgreSQL and HTTP. Start at {@link io.vorsprung.metrics.vintage.Vintage}.
 */
package io.vorsprung.metrics;
