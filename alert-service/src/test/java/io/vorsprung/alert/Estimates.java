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
        return new GapEstimate(
                "us-cn",
                measure,
                GapEstimate.OVERALL,
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
                cause,
                true,
                false,
                1,
                "state",
                measure + value + asOf);
    }
}
