package io.vorsprung.metrics.vintage;

import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import java.util.Optional;

/**
 * Which benchmarks an answer is about.
 *
 * @param domain {@link GapEstimate#OVERALL} for all
 * @param visibility empty for all
 */
public record Slice(String domain, Optional<Benchmark.Visibility> visibility) {

    /** All of them. */
    public static final Slice ALL = new Slice(GapEstimate.OVERALL, Optional.empty());

    public boolean isAll() {
        return equals(ALL);
    }

    boolean contains(BenchmarkCatalogue catalogue, String benchmark) {
        Benchmark entry = catalogue.get(benchmark);
        return (domain.equals(GapEstimate.OVERALL) || domain.equals(entry.domain()))
                && visibility.map(asked -> asked == entry.visibility()).orElse(true);
    }
}
