package io.vorsprung.metrics.vintage;

import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.metrics.capability.Score;
import java.util.Optional;

/** From a score in its unit to [0, 1]. Points and minutes have no ceiling: they stay out of the index. */
final class Rescaling {

    private Rescaling() {}

    static Optional<Score> of(BenchmarkResult result) {
        return switch (result.unit()) {
            case FRACTION, NORMALIZED ->
                Optional.of(new Score(result.model(), result.benchmark(), result.score(), result.naturalKey()));
            case PERCENT ->
                Optional.of(new Score(result.model(), result.benchmark(), result.score() / 100, result.naturalKey()));
            case POINTS, MINUTES -> Optional.empty();
        };
    }
}
