package io.vorsprung.common.problem;

import java.util.Comparator;

/** A field and what was expected there. */
public record Violation(String field, String expected) implements Comparable<Violation> {

    private static final Comparator<Violation> ORDER =
            Comparator.comparing(Violation::field).thenComparing(Violation::expected);

    @Override
    public int compareTo(Violation other) {
        return ORDER.compare(this, other);
    }
}
