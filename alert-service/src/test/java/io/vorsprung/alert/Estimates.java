package io.vorsprung.alert;

import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Estimates for tests. */
public final class Estimates {

    private Estimates() {}

    public static GapEstimate of(String measure, double value, LocalDate asOf, Cause cause) {
        return of(measure, value, asOf, cause, false);
    }

    public static GapEstimate provisional(String measure, double value, LocalDate asOf, Cause cause) {
        return of(measure, value, asOf, cause, true);
    }

    private static GapEstimate of(String measure, double value, LocalDate asOf, Cause cause, boolean provisional) {
        return new GapEstimate(
                "us-cn",
                measure,
                GapEstimate.OVERALL,
                null,
                asOf,
                asOf.atStartOfDay(ZoneOffset.UTC).toInstant(),
                "months",
                value,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                cause,
                true,
                provisional,
                1,
                "state",
                measure + value + asOf);
    }
}
