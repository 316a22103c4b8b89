package io.vorsprung.metrics.query;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two times of a question.
 *
 * @param asOf event time: what had happened by the end of this day
 * @param knownAt recorded time: what had been told by then
 */
record Moment(LocalDate asOf, Instant knownAt) {

    /** Dates or instants; a date as {@code knownAt} is its end. Without {@code asOf} the day of {@code knownAt}, or today. */
    static Moment of(@Nullable String asOf, @Nullable String knownAt, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant known = knownAt == null ? now : instant("knownAt", knownAt);
        if (known.isAfter(now)) {
            known = now;
        }
        LocalDate day = asOf == null ? LocalDate.ofInstant(known, ZoneOffset.UTC) : date("asOf", asOf);
        if (day.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            throw invalid("asOf", "a day that has been; see forecast for those to come");
        }
        return new Moment(day, known);
    }

    static LocalDate date(String parameter, String text) {
        try {
            return text.length() > "2026-01-01".length()
                    ? LocalDate.ofInstant(Instant.parse(text), ZoneOffset.UTC)
                    : LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw invalid(parameter, "a date or instant, such as 2026-07-31 or 2026-07-31T12:00:00Z");
        }
    }

    private static Instant instant(String parameter, String text) {
        try {
            return text.length() > "2026-01-01".length()
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusMillis(1);
        } catch (DateTimeParseException malformed) {
            throw invalid(parameter, "a date or instant, such as 2026-07-31 or 2026-07-31T12:00:00Z");
        }
    }

    static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(Problem.of(
                "invalid-parameter",
                "A parameter is not valid",
                400,
                parameter + ": expected " + expected,
                List.of(new Violation(parameter, expected))));
    }
}
