package io.vorsprung.metrics.vintage;

import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import java.util.Locale;

/** Who says that a model scored so. */
public enum Provenance {
    /** Somebody who did not make the model ran it. */
    INDEPENDENT,
    /** The model's developer says so. */
    SELF_REPORTED,
    /** Ratings from votes. */
    LEADERBOARD;

    /** As a basket is called. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Provenance of(BenchmarkResult result, BenchmarkCatalogue catalogue) {
        if (result.selfReported()) {
            return SELF_REPORTED;
        }
        return catalogue.get(result.benchmark()).kind() == Benchmark.Kind.ARENA ? LEADERBOARD : INDEPENDENT;
    }
}
