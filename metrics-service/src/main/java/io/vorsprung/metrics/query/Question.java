package io.vorsprung.metrics.query;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.metrics.gap.Measure;
import java.util.Arrays;
import java.util.List;

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

    static Measure measure(String id) {
        return Measure.of(id)
                .orElseThrow(() -> notFound(
                        "measure",
                        id,
                        Arrays.stream(Measure.values()).map(Measure::id).toList()));
    }

    static ProblemException notFound(String what, String id, List<String> there) {
        return new ProblemException(Problem.of(
                "not-found",
                "There is no such thing",
                404,
                "no " + what + " " + id + (there.isEmpty() ? "" : "; there are " + String.join(", ", there))));
    }
}
