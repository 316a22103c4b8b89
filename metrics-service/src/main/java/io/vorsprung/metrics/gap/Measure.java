package io.vorsprung.metrics.gap;

import java.util.Arrays;
import java.util.Optional;

/** What a gap can be measured in. */
public enum Measure {
    CAPABILITY("capability", "index points", 1) {
        @Override
        public Optional<FrontierPair.Gap> on(FrontierPair frontiers, int day) {
            return frontiers.capability(day);
        }
    },
    /** In days / 30.4375. */
    LAG("lag", "months", 30.4375) {
        @Override
        public Optional<FrontierPair.Gap> on(FrontierPair frontiers, int day) {
            return frontiers.lag(day);
        }
    };

    private final String id;
    private final String unit;
    private final double perUnit;

    Measure(String id, String unit, double perUnit) {
        this.id = id;
        this.unit = unit;
        this.perUnit = perUnit;
    }

    public String id() {
        return id;
    }

    public String unit() {
        return unit;
    }

    /** The gap on a day, in the frontiers' own unit; empty where it is not defined. */
    public abstract Optional<FrontierPair.Gap> on(FrontierPair frontiers, int day);

    /** From the frontiers' own unit to {@link #unit()}. */
    public double inUnit(double own) {
        return own / perUnit;
    }

    public static Optional<Measure> of(String id) {
        return Arrays.stream(values()).filter(measure -> measure.id.equals(id)).findFirst();
    }
}
