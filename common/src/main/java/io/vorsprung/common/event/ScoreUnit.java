package io.vorsprung.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a benchmark score is counted in, and the range it can have. */
public enum ScoreUnit {
    /** Share of the attainable, before random guessing is taken out. */
    @JsonProperty("fraction")
    FRACTION(0, 1),
    @JsonProperty("percent")
    PERCENT(0, 100),
    /** Already rescaled by whoever reports it: random guessing is 0, the ceiling is 1. */
    @JsonProperty("normalized")
    NORMALIZED(0, 1),
    /** Points of a rating scale, such as Arena's. */
    @JsonProperty("points")
    POINTS(-100_000, 100_000),
    /** Time horizon. */
    @JsonProperty("minutes")
    MINUTES(0, 1e9);

    private final double lowest;
    private final double highest;

    ScoreUnit(double lowest, double highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    public double lowest() {
        return lowest;
    }

    public double highest() {
        return highest;
    }
}
