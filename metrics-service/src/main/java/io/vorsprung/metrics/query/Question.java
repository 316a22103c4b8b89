package io.vorsprung.metrics.query;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.StandingMeasure;
import io.vorsprung.metrics.vintage.Provenance;
import io.vorsprung.metrics.vintage.Slice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What paths name, or a 404 that says what there is. */
final class Question {

    private Question() {}

    static Comparison comparison(String id) {
        return Comparison.builtIn(id)
                .orElseThrow(() -> notFound(
                        "comparison",
                        id,
                        Comparison.BUILT_IN.stream().map(Comparison::id).toList()));
    }

    static GapMeasure measure(String id) {
        return GapMeasure.of(id).orElseThrow(() -> notFound("measure", id, measures()));
    }

    private static List<String> measures() {
        return Stream.concat(GapMeasure.all().stream().map(GapMeasure::id), Stream.of("benchmark/<id>"))
                .toList();
    }

    /**
     * Which part of the facts is asked for.
     *
     * @param slice of the benchmarks
     * @param provenance of the results; empty for all
     */
    record Part(Slice slice, Optional<Provenance> provenance) {

        /** @throws ProblemException where a measure is named that has no parts */
        Part of(GapMeasure measure) {
            if (!slice.isAll() && measure instanceof StandingMeasure) {
                throw Moment.invalid(
                        "domain, basket", "none: " + measure.id() + " is not made of the capability index");
            }
            return this;
        }
    }

    /** @param domain absent or {@code overall} for all; @param basket absent for all */
    static Part part(@Nullable String domain, @Nullable String basket, BenchmarkCatalogue catalogue) {
        if (domain != null
                && !domain.equals(GapEstimate.OVERALL)
                && !catalogue.domains().contains(domain)) {
            throw Moment.invalid("domain", "overall or one of " + String.join(", ", catalogue.domains()));
        }
        Optional<Benchmark.Visibility> visibility = Optional.empty();
        Optional<Provenance> provenance = Optional.empty();
        switch (basket == null ? "" : basket) {
            case "" -> {}
            case "public" -> visibility = Optional.of(Benchmark.Visibility.PUBLIC);
            case "private" -> visibility = Optional.of(Benchmark.Visibility.PRIVATE);
            case "independent" -> provenance = Optional.of(Provenance.INDEPENDENT);
            case "self-reported" -> provenance = Optional.of(Provenance.SELF_REPORTED);
            default -> throw Moment.invalid("basket", "public, private, independent or self-reported");
        }
        return new Part(new Slice(domain == null ? GapEstimate.OVERALL : domain, visibility), provenance);
    }

    static ProblemException notFound(String what, String id, List<String> there) {
        return new ProblemException(Problem.of(
                "not-found",
                "There is no such thing",
                404,
                "no " + what + " " + id + (there.isEmpty() ? "" : "; there are " + String.join(", ", there))));
    }
}
