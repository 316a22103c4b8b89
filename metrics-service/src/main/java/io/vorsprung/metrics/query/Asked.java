package io.vorsprung.metrics.query;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The parameters that every question about a gap has. */
public class Asked {

    /** Event time: a day that has been, or an instant of it; today where absent. */
    @QueryParam("asOf")
    @Nullable
    String asOf;

    /** Recorded time: a date or an instant; now where absent. */
    @QueryParam("knownAt")
    @Nullable
    String knownAt;

    /** Of the benchmarks; overall where absent. */
    @QueryParam("domain")
    @Nullable
    String domain;

    /** {@code public} or {@code private} benchmarks, {@code independent} or {@code self-reported} results; all where absent. */
    @QueryParam("basket")
    @Nullable
    String basket;
}
