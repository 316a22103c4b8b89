package io.vorsprung.common.estimate;

import java.util.List;

/** The names of the measures that estimates are published for. */
public final class Measures {

    public static final List<String> NAMES = List.of(
            "capability",
            "lag",
            "lag-bound",
            "lag-level",
            "lag-trend",
            "lag-cadence",
            "catch-up",
            "cadence",
            "arena",
            "compute");

    private Measures() {}
}
