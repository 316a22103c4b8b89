/**
 * What is known of each benchmark: unit, baseline, ceiling, domain, who sees its questions. No framework; imports the event
 * contract and the CSV reader. Start at {@link io.vorsprung.metrics.catalogue.BenchmarkCatalogue}.
 */
package io.vorsprung.metrics.catalogue;
