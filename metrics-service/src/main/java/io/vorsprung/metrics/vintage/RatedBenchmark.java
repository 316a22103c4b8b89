package io.vorsprung.metrics.vintage;

/**
 * A benchmark of the fit.
 *
 * @param difficulty index points: a model with this index is expected to score one half
 * @param slope per index point
 * @param models number of rated models with a result
 */
public record RatedBenchmark(String benchmark, double difficulty, double slope, int models) {}
