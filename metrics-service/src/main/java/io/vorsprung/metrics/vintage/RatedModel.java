package io.vorsprung.metrics.vintage;

import io.vorsprung.common.event.ModelRelease;
import java.util.OptionalDouble;

/**
 * A model that is known.
 *
 * @param index index points; empty where it has too few results
 * @param benchmarks number of distinct benchmarks with a result
 */
public record RatedModel(ModelRelease release, OptionalDouble index, int benchmarks) {}
