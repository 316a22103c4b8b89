package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;

/** "Not now, come again": 503 with {@code Retry-After}. */
final class Busy {

    private Busy() {}

    static ProblemException problem(String detail) {
        return new ProblemException(Problem.of("busy", "Not now", 503, detail));
    }
}
