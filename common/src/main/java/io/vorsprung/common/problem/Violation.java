package io.vorsprung.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A field and what was expected there.
 *
 * @param line of the body, from 1 (position in a JSON array); absent where there is only one event
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(@Nullable Long line, String field, String expected) implements Comparable<Violation> {

    private static final Comparator<Violation> ORDER =
            Comparator.comparing(Violation::field).thenComparing(Violation::expected);

    public Violation(String field, String expected) {
        this(null, field, expected);
    }

    public Violation atLine(long line) {
        return new Violation(line, field, expected);
    }

    @Override
    public int compareTo(Violation other) {
        return ORDER.compare(this, other);
    }
}
