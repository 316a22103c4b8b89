package io.vorsprung.metrics.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.event.ScoreUnit;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A benchmark as the catalogue has it.
 *
 * @param domain what it is a test of, such as "mathematics"
 * @param unit in which scores are usually given
 * @param baseline what guessing at random scores, in {@code unit}; empty where there is no such thing
 * @param ceiling the most that can be scored, in {@code unit}; empty where there is none, and then it is not part of the index
 * @param releasedOn when it came out; empty where that is not known
 */
public record Benchmark(
        String id,
        String name,
        Kind kind,
        String domain,
        Visibility visibility,
        ScoreUnit unit,
        Optional<Double> baseline,
        Optional<Double> ceiling,
        Optional<LocalDate> releasedOn) {

    /** What a score is. */
    public enum Kind {
        /** Tasks that are solved or not. */
        BENCHMARK,
        /** Ratings from votes: the {@code arena} measure. */
        ARENA
    }

    /** Whether the questions can be read by whoever trains a model. */
    public enum Visibility {
        @JsonProperty("public")
        PUBLIC,
        @JsonProperty("private")
        PRIVATE
    }

    public Benchmark {
        if (baseline.isPresent() && ceiling.isPresent() && !(baseline.get() < ceiling.get())) {
            throw new IllegalArgumentException(
                    id + ": expected a baseline below the ceiling, was " + baseline.get() + " and " + ceiling.get());
        }
    }
}
