package io.vorsprung.ingest.intake;

import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventEnvelope;
import java.util.List;

/** What reading one event comes to. */
public sealed interface Reading {

    record Valid(EventEnvelope envelope) implements Reading {}

    record Invalid(List<Violation> violations) implements Reading {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    static Reading invalid(String field, String expected) {
        return new Invalid(List.of(new Violation(field, expected)));
    }
}
