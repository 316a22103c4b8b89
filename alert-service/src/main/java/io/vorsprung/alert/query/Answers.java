package io.vorsprung.alert.query;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import java.util.List;

/** Answers that several resources give. */
final class Answers {

    private Answers() {}

    static ProblemException notFound(String what) {
        return new ProblemException(Problem.of("not-found", "There is no such thing", 404, "no " + what));
    }

    static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(Problem.of(
                "invalid-parameter",
                "A parameter is not valid",
                400,
                parameter + ": expected " + expected,
                List.of(new Violation(parameter, expected))));
    }

    /** Of a body; {@code name} is the problem's. */
    static ProblemException invalidBody(String name, String field, String expected) {
        return new ProblemException(Problem.of(
                name,
                "The body is not valid",
                400,
                (field.isEmpty() ? "" : field + ": ") + "expected " + expected,
                List.of(new Violation(field, expected))));
    }

    static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of("conflict", "It is another one by now", 412, detail));
    }
}
