package io.vorsprung.metrics.gap;

import static io.vorsprung.metrics.frontier.Frontier.NONE;

import io.vorsprung.metrics.frontier.Frontier;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a gap of the capability index can be measured in. Lags are days / 30.4375. */
public enum Measure implements GapMeasure {
    /** Best of the leader cohort minus best of the follower cohort. */
    CAPABILITY("capability", "index points", 1) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return cohorts.frontiers().capability(day);
        }
    },
    /** Days since the leader first had what the follower's best has now. */
    LAG("lag", "months", Months.DAYS) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return cohorts.frontiers().lag(day);
        }
    },
    /** Age of the oldest leader model that the follower has not matched. */
    LAG_BOUND("lag-bound", "months", Months.DAYS) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return cohorts.frontiers().lagBound(day);
        }
    },
    /** Mean over common levels of the follower's date minus the leader's. */
    LAG_LEVEL("lag-level", "months", Months.DAYS) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return found(cohorts, day, Levels.lag(cohorts.frontiers(), day), 0);
        }
    },
    /** Distance of parallel least-squares lines over their slope. */
    LAG_TREND("lag-trend", "months", Months.DAYS) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return found(cohorts, day, Trend.lag(cohorts.frontiers(), day), 0);
        }
    },
    /** The lag with the leader thinned to the follower's number of releases. */
    LAG_CADENCE("lag-cadence", "months", Months.DAYS) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return Thinning.lag(cohorts, day);
        }
    },
    /** Kaplan-Meier median of the time until a frontier model of the leader is matched. */
    CATCH_UP("catch-up", "months", Months.DAYS) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return found(cohorts, day, CatchUp.on(cohorts.frontiers(), day).median(), FrontierPair.Gap.IRREGULAR);
        }
    },
    /** Models that advanced the world frontier in the twelve months up to the day, leader minus follower. */
    CADENCE("cadence", "models a year", 1) {
        @Override
        public Optional<FrontierPair.Gap> on(CohortPair cohorts, int day) {
            return found(cohorts, day, OptionalDouble.of(advances(cohorts, day)), FrontierPair.Gap.IRREGULAR);
        }
    };

    private static final class Months {
        static final double DAYS = 30.4375;
    }

    private static final int YEAR = 365;

    private final String id;
    private final String unit;
    private final double perUnit;

    Measure(String id, String unit, double perUnit) {
        this.id = id;
        this.unit = unit;
        this.perUnit = perUnit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String unit() {
        return unit;
    }

    /** The gap on a day, in its own unit (index points, days, models); empty where it is not defined. */
    public abstract Optional<FrontierPair.Gap> on(CohortPair cohorts, int day);

    /** From the own unit to {@link #unit()}. */
    public double inUnit(double own) {
        return own / perUnit;
    }

    /**
     * The measure on every day of a span, in {@link #unit()}; not a number where it is not defined. Between releases it is
     * carried on, not computed again.
     */
    public double[] series(CohortPair cohorts, int from, int to) {
        double[] series = new double[Math.max(0, to - from + 1)];
        int[] days = cohorts.days();
        int next = 0;
        double value = Double.NaN;
        double perDay = FrontierPair.Gap.IRREGULAR;
        int since = from;
        for (int day = from; day <= to; day++) {
            boolean released = day == from;
            while (next < days.length && days[next] <= day) {
                released = true;
                next++;
            }
            if (released || Double.isNaN(perDay)) {
                Optional<FrontierPair.Gap> gap = on(cohorts, day);
                value = gap.map(FrontierPair.Gap::value).orElse(Double.NaN);
                perDay = gap.map(FrontierPair.Gap::perDay).orElse(0.0);
                since = day;
            }
            series[day - from] = inUnit(value + perDay(perDay) * (day - since));
        }
        return series;
    }

    private static double perDay(double perDay) {
        return Double.isNaN(perDay) ? 0 : perDay;
    }

    public static Optional<Measure> of(String id) {
        return Arrays.stream(values()).filter(measure -> measure.id.equals(id)).findFirst();
    }

    private static Optional<FrontierPair.Gap> found(CohortPair cohorts, int day, OptionalDouble value, double perDay) {
        int l = cohorts.frontiers().leader().at(day);
        int f = cohorts.frontiers().follower().at(day);
        return value.isEmpty() || l == NONE || f == NONE
                ? Optional.empty()
                : Optional.of(new FrontierPair.Gap(value.getAsDouble(), l, f, NONE, perDay));
    }

    private static int advances(CohortPair cohorts, int day) {
        Frontier world = cohorts.world();
        int difference = 0;
        for (int step = 0; step < world.steps(); step++) {
            if (world.day(step) <= day && world.day(step) > day - YEAR) {
                difference += Arrays.binarySearch(cohorts.leader(), world.model(step)) >= 0 ? 1 : 0;
                difference -= Arrays.binarySearch(cohorts.follower(), world.model(step)) >= 0 ? 1 : 0;
            }
        }
        return difference;
    }
}
