package io.vorsprung.alert;

import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates for tests. */
public final class Estimates {

    private Estimates() {}

    public static GapEstimate of(String measure, double value, LocalDate asOf, Cause cause) {
        return new Maker(measure, asOf).value(value).cause(cause).make();
    }

    public static GapEstimate provisional(String measure, double value, LocalDate asOf, Cause cause) {
        Maker maker = new Maker(measure, asOf).value(value).cause(cause);
        maker.provisional = true;
        return maker.make();
    }

    public static Maker lag(LocalDate asOf) {
        return new Maker("lag", asOf);
    }

    public static Maker of(String measure, LocalDate asOf) {
        return new Maker(measure, asOf);
    }

    /** A fact that was withdrawn. */
    public static GapEstimate.Change withdrawn(String model, LocalDate on, String reason) {
        return new GapEstimate.Change(
                GapEstimate.Change.WITHDRAWN, "benchmark-result", model, on, "event-of-" + model, reason);
    }

    public static GapEstimate.Change added(String model, LocalDate on) {
        return new GapEstimate.Change(
                GapEstimate.Change.ADDED, "benchmark-result", model, on, "event-of-" + model, null);
    }

    /** What an estimate says, bit by bit. */
    public static final class Maker {

        private final String measure;
        private final LocalDate asOf;
        private @Nullable Double value = 1.0;
        private Cause cause = Cause.EVENT;
        private boolean provisional;
        private Map<String, Double> quantiles = Map.of();
        private GapEstimate.@Nullable Standing leader;
        private GapEstimate.@Nullable Standing follower;
        private List<GapEstimate.Match> matches = List.of();
        private GapEstimate.@Nullable News news;

        private Maker(String measure, LocalDate asOf) {
            this.measure = measure;
            this.asOf = asOf;
        }

        public Maker value(@Nullable Double is) {
            value = is;
            return this;
        }

        public Maker cause(Cause is) {
            cause = is;
            return this;
        }

        /** So that the chance of being below {@code x} is {@code p}, between 0.05 and 0.95. */
        public Maker chanceBelow(double x, double p) {
            quantiles = Map.of("0.05", x - (p - 0.05), "0.95", x + (0.95 - p));
            return this;
        }

        public Maker leader(String model, double index) {
            leader = new GapEstimate.Standing(model, model, index);
            return this;
        }

        public Maker follower(String model, double index) {
            follower = new GapEstimate.Standing(model, model, index);
            return this;
        }

        public Maker matches(GapEstimate.Match... is) {
            matches = List.of(is);
            return this;
        }

        public Maker news(GapEstimate.Change... changes) {
            news = new GapEstimate.News(List.of(changes), changes.length, List.of());
            return this;
        }

        public Maker surprises(GapEstimate.Surprise... is) {
            news = new GapEstimate.News(List.of(), 1, List.of(is));
            return this;
        }

        public GapEstimate make() {
            return new GapEstimate(
                    "us-cn",
                    measure,
                    GapEstimate.OVERALL,
                    null,
                    asOf,
                    asOf.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    "months",
                    value,
                    value == null ? "nothing" : null,
                    null,
                    null,
                    null,
                    quantiles,
                    null,
                    leader,
                    follower,
                    null,
                    null,
                    null,
                    cause,
                    true,
                    provisional,
                    1,
                    "state",
                    measure + value + asOf + cause + quantiles,
                    matches,
                    news);
        }
    }
}
