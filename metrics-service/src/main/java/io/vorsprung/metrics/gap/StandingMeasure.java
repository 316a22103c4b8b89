package io.vorsprung.metrics.gap;

import java.util.Optional;

/**
 * Best of the leader cohort minus best of the follower cohort, of numbers as they stand.
 *
 * @param benchmark of {@link Kind#BENCHMARK}; else empty
 */
public record StandingMeasure(Kind kind, String id, String unit, String benchmark) implements GapMeasure {

    private static final String BENCHMARK = "benchmark/";

    /** Latest ratings from votes. */
    public static final StandingMeasure ARENA = new StandingMeasure(Kind.ARENA, "arena", "Arena points", "");

    /** Logarithm to base 10 of the training compute in FLOP. */
    public static final StandingMeasure COMPUTE = new StandingMeasure(Kind.COMPUTE, "compute", "log10 ratio", "");

    /** Where the numbers come from. */
    public enum Kind {
        ARENA,
        BENCHMARK,
        COMPUTE
    }

    /** Percentage points of the rescaled score. */
    public static StandingMeasure benchmark(String benchmark) {
        return new StandingMeasure(Kind.BENCHMARK, BENCHMARK + benchmark, "percentage points", benchmark);
    }

    static Optional<StandingMeasure> of(String id) {
        if (id.startsWith(BENCHMARK) && id.length() > BENCHMARK.length()) {
            return Optional.of(benchmark(id.substring(BENCHMARK.length())));
        }
        return id.equals(ARENA.id())
                ? Optional.of(ARENA)
                : id.equals(COMPUTE.id()) ? Optional.of(COMPUTE) : Optional.empty();
    }
}
