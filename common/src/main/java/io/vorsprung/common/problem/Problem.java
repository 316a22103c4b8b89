package io.vorsprung.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * RFC 9457 problem details.
 *
 * @param type {@code urn:vorsprung:problem:<name>}: what to count and to branch on
 * @param title the same for every problem of a type
 * @param detail about this one
 * @param errors extension: the fields at fault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Violation> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(String name, String title, int status, String detail, List<Violation> errors) {
        return new Problem("urn:vorsprung:problem:" + name, title, status, detail, errors);
    }

    public static Problem of(String name, String title, int status, String detail) {
        return of(name, title, status, detail, List.of());
    }
}
