package io.vorsprung.metrics.vintage;

import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import java.util.Optional;

/**
 * From a score in its unit to [0, 1]: (score − baseline) / (ceiling − baseline) of the catalogue, cut off at both ends. A score
 * that says of itself that it is rescaled stays. What has no ceiling stays out of the index.
 */
final class Rescaling {

    private static final double PERCENT = 100;

    private Rescaling() {}

    static Optional<Score> of(BenchmarkResult result, BenchmarkCatalogue catalogue) {
        if (result.unit() == ScoreUnit.NORMALIZED) {
            return Optional.of(score(result, result.score()));
        }
        Benchmark benchmark = catalogue.get(result.benchmark());
        if (benchmark.baseline().isEmpty() || benchmark.ceiling().isEmpty()) {
            return Optional.empty();
        }
        double baseline = fraction(benchmark.unit(), benchmark.baseline().get());
        double ceiling = fraction(benchmark.unit(), benchmark.ceiling().get());
        boolean share = isShare(result.unit());
        if (share != isShare(benchmark.unit()) || (!share && result.unit() != benchmark.unit())) {
            return Optional.empty();
        }
        double value = (fraction(result.unit(), result.score()) - baseline) / (ceiling - baseline);
        return Optional.of(score(result, Math.min(1, Math.max(0, value))));
    }

    /** How much of the rescaled score a standard error in the result's unit is; 0 where it is not known. */
    static double error(BenchmarkResult result, BenchmarkCatalogue catalogue) {
        if (result.stderr() == null) {
            return 0;
        }
        double error = fraction(result.unit(), result.stderr());
        Benchmark benchmark = catalogue.get(result.benchmark());
        return result.unit() == ScoreUnit.NORMALIZED
                        || benchmark.baseline().isEmpty()
                        || benchmark.ceiling().isEmpty()
                ? error
                : error
                        / (fraction(benchmark.unit(), benchmark.ceiling().get())
                                - fraction(
                                        benchmark.unit(), benchmark.baseline().get()));
    }

    private static Score score(BenchmarkResult result, double value) {
        return new Score(result.model(), result.benchmark(), value, result.naturalKey());
    }

    private static boolean isShare(ScoreUnit unit) {
        return unit == ScoreUnit.FRACTION || unit == ScoreUnit.PERCENT;
    }

    private static double fraction(ScoreUnit unit, double value) {
        return unit == ScoreUnit.PERCENT ? value / PERCENT : value;
    }
}
