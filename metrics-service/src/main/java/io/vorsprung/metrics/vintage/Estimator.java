package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.CatchUp;
import io.vorsprung.metrics.gap.CohortPair;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.Quantiles;
import io.vorsprung.metrics.gap.RollingWindow;
import io.vorsprung.metrics.gap.StandingMeasure;
import io.vorsprung.metrics.ledger.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers for one comparison of one vintage, by all benchmarks or a slice of them. */
public final class Estimator {

    private static final double ROUNDING = 1e6;
    private static final double LEVEL = 0.9;

    private final Vintage vintage;
    private final Comparison comparison;
    private final Slice slice;
    private final CohortPair cohorts;
    private final List<CohortPair> draws;
    private final List<CohortPair> withoutOne;
    private final Depth depth;

    /** How much an estimate says. */
    private enum Depth {
        /** The value. */
        DAY,
        /** The value and its quantiles. */
        DAY_WITH_QUANTILES,
        /** The value and its window. */
        POINT,
        /** Everything. */
        FULL;

        boolean draws() {
            return this == DAY_WITH_QUANTILES || this == FULL;
        }

        boolean window() {
            return this == POINT || this == FULL;
        }
    }

    private Estimator(Vintage vintage, Comparison comparison, Slice slice, Depth depth) {
        this.vintage = vintage;
        this.comparison = comparison;
        this.slice = slice;
        this.cohorts = vintage.cohorts(comparison, slice);
        this.depth = depth;
        this.draws = depth.draws() ? vintage.drawnCohorts(comparison, slice) : List.of();
        this.withoutOne = depth == Depth.FULL ? vintage.cohortsWithoutOneBenchmark(comparison, slice) : List.of();
    }

    /** Point estimates only: within one fit. */
    public static Estimator pointwise(Vintage vintage, Comparison comparison) {
        return pointwise(vintage, comparison, Slice.ALL);
    }

    /** The same by a slice of the benchmarks. */
    public static Estimator pointwise(Vintage vintage, Comparison comparison, Slice slice) {
        return new Estimator(vintage, comparison, slice, Depth.POINT);
    }

    /** With intervals, from the vintage's draws, and the range with any one benchmark left out. */
    public static Estimator withIntervals(Vintage vintage, Comparison comparison) {
        return withIntervals(vintage, comparison, Slice.ALL);
    }

    /** The same by a slice of the benchmarks. */
    public static Estimator withIntervals(Vintage vintage, Comparison comparison, Slice slice) {
        return new Estimator(vintage, comparison, slice, Depth.FULL);
    }

    /** For one estimate a day: with quantiles or without, and neither a window nor the range over benchmarks. */
    public static Estimator daily(Vintage vintage, Comparison comparison, Slice slice, boolean quantiles) {
        return new Estimator(vintage, comparison, slice, quantiles ? Depth.DAY_WITH_QUANTILES : Depth.DAY);
    }

    /** Of the facts that the answers rest on. */
    public String stateHash() {
        return vintage.facts().stateHash();
    }

    /** A measure's value on a day, in its unit; empty where it is not defined. */
    public OptionalDouble value(GapMeasure measure, LocalDate day) {
        return point(measure).on(number(day));
    }

    /** The measure over the trailing window that ends on {@code asOf}; empty where it has no value there. */
    public Optional<RollingWindow> window(GapMeasure measure, LocalDate asOf) {
        return window(point(measure), asOf);
    }

    /** A measure on every day of a span, in its unit; not a number where it is not defined. */
    public double[] series(GapMeasure measure, LocalDate from, LocalDate to) {
        return point(measure).over(number(from), number(to));
    }

    private Series point(GapMeasure measure) {
        if (measure instanceof Measure ofIndex) {
            return new Series.OfIndex(vintage, cohorts, ofIndex);
        }
        return Series.OfStandings.of(vintage.standings((StandingMeasure) measure), comparison);
    }

    private List<Series> drawn(GapMeasure measure) {
        if (measure instanceof Measure ofIndex) {
            return draws.stream()
                    .<Series>map(drawn -> new Series.OfIndex(vintage, drawn, ofIndex))
                    .toList();
        }
        FactStandings facts = vintage.standings((StandingMeasure) measure);
        if (!depth.draws() || !facts.standings().uncertain()) {
            return List.of();
        }
        Series.OfStandings point = Series.OfStandings.of(facts, comparison);
        return IntStream.range(0, vintage.settings().draws())
                .<Series>mapToObj(point::drawn)
                .toList();
    }

    private Optional<RollingWindow> window(Series series, LocalDate asOf) {
        LocalDate from = asOf.minus(vintage.settings().window()).plusDays(1);
        return RollingWindow.over(series.over(number(from), number(asOf)));
    }

    /** Over the draws in which it is defined. */
    private static Optional<Quantiles> quantiles(List<Series> drawn, Function<Series, OptionalDouble> statistic) {
        return Quantiles.of(drawn.parallelStream()
                .map(statistic)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    }

    /** The estimate as it is published and served. */
    public GapEstimate estimate(GapMeasure measure, LocalDate asOf, Instant knownAt, Cause cause) {
        int day = number(asOf);
        Series point = point(measure);
        List<Series> drawn = drawn(measure);
        Series.@Nullable Reading found = point.reading(day).orElse(null);
        @Nullable Double value = found == null ? null : rounded(found.value());
        @Nullable
        Quantiles quantiles =
                value == null ? null : quantiles(drawn, one -> one.on(day)).orElse(null);
        Quantiles.@Nullable Interval interval = quantiles == null ? null : quantiles.interval(LEVEL);
        GapEstimate.@Nullable Standing leader =
                point.best(day, true).map(Estimator::rounded).orElse(null);
        GapEstimate.@Nullable Standing follower =
                point.best(day, false).map(Estimator::rounded).orElse(null);
        GapEstimate estimate = new GapEstimate(
                comparison.id(),
                measure.id(),
                slice.domain(),
                basket(),
                asOf,
                knownAt,
                measure.unit(),
                value,
                value == null ? missing(point, day) : null,
                interval == null ? null : rounded(interval.lower()),
                interval == null ? null : rounded(interval.upper()),
                interval == null ? null : LEVEL,
                rounded(quantiles),
                depth.window() ? window(point, drawn, asOf) : null,
                leader,
                follower,
                found == null ? null : found.since(),
                value == null ? null : rangeWithoutOneBenchmark(measure, day),
                measure.equals(StandingMeasure.ARENA) && leader != null && follower != null
                        ? rating(leader.value(), follower.value())
                        : null,
                cause,
                vintage.scale().calibrated(),
                false,
                vintage.facts().revision(),
                vintage.facts().stateHash(),
                "",
                measure == Measure.CATCH_UP ? matches(day) : List.of(),
                null);
        return estimate.withHash(hash(estimate));
    }

    private @Nullable String basket() {
        if (slice.visibility().isPresent()) {
            return slice.visibility().get().name().toLowerCase(Locale.ROOT);
        }
        return vintage.settings().provenance().map(Provenance::label).orElse(null);
    }

    /** Logistic with base 10 and scale 400, as in Elo (1978). */
    private static GapEstimate.Rating rating(double leader, double follower) {
        return new GapEstimate.Rating(
                rounded(100 * (leader - follower) / follower),
                rounded(1 / (1 + StrictMath.pow(10, -(leader - follower) / 400))));
    }

    private GapEstimate.@Nullable Range rangeWithoutOneBenchmark(GapMeasure measure, int day) {
        if (!(measure instanceof Measure ofIndex)) {
            return null;
        }
        DoubleSummaryStatistics range = withoutOne.stream()
                .map(other -> new Series.OfIndex(vintage, other, ofIndex).on(day))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .summaryStatistics();
        return range.getCount() == 0 ? null : new GapEstimate.Range(rounded(range.getMin()), rounded(range.getMax()));
    }

    /** The leader's frontier models since 2023 and the share of draws in which the follower has matched each; none without. */
    private List<GapEstimate.Match> matches(int day) {
        if (draws.isEmpty()) {
            return List.of();
        }
        Frontier leader = cohorts.frontiers().leader();
        List<GapEstimate.Match> matches = new ArrayList<>();
        for (CatchUp.Chase chase : CatchUp.on(cohorts.frontiers(), day).chases()) {
            int model = leader.model(chase.step());
            long matched = draws.stream()
                    .filter(draw -> {
                        Frontier follower = draw.frontiers().follower();
                        int best = follower.at(day);
                        return best != Frontier.NONE && follower.value(best) >= draw.values()[model];
                    })
                    .count();
            ModelRelease release = vintage.release(leader, chase.step());
            matches.add(
                    new GapEstimate.Match(release.model(), release.name(), rounded((double) matched / draws.size())));
        }
        return matches;
    }

    private String missing(Series point, int day) {
        List<String> empty = new ArrayList<>();
        if (point.best(day, true).isEmpty()) {
            empty.add(comparison.leader().name());
        }
        if (point.best(day, false).isEmpty()) {
            empty.add(comparison.follower().name());
        }
        return empty.isEmpty()
                ? "these facts do not determine it"
                : (point instanceof Series.OfIndex ? "no rated model by then: " : "no number by then: ")
                        + String.join(", ", empty);
    }

    private GapEstimate.@Nullable Window window(Series point, List<Series> drawn, LocalDate asOf) {
        RollingWindow window = window(point, asOf).orElse(null);
        if (window == null) {
            return null;
        }
        List<RollingWindow> windows = drawn.parallelStream()
                .map(one -> window(one, asOf))
                .flatMap(Optional::stream)
                .toList();
        Optional<Quantiles.Interval> mean = interval(windows, RollingWindow::mean);
        Optional<Quantiles.Interval> slope = interval(windows, RollingWindow::slopePerYear);
        return new GapEstimate.Window(
                vintage.settings().window().toString(),
                rounded(window.mean()),
                mean.map(found -> rounded(found.lower())).orElse(null),
                mean.map(found -> rounded(found.upper())).orElse(null),
                rounded(window.min()),
                rounded(window.max()),
                rounded(window.slopePerYear()),
                slope.map(found -> new GapEstimate.Range(rounded(found.lower()), rounded(found.upper())))
                        .orElse(null));
    }

    private static Optional<Quantiles.Interval> interval(
            List<RollingWindow> windows, ToDoubleFunction<RollingWindow> statistic) {
        return Quantiles.of(windows.stream().mapToDouble(statistic).toArray()).map(found -> found.interval(LEVEL));
    }

    /** Of settings, facts, question and rounded results. */
    private String hash(GapEstimate estimate) {
        Digest digest = new Digest()
                .add(vintage.canonicalSettings())
                .add(vintage.facts().stateHash())
                .add(estimate.series())
                .add(estimate.asOf().toString())
                .add(text(estimate.value()))
                .add(text(estimate.lower()))
                .add(text(estimate.upper()));
        for (GapEstimate.Standing standing :
                new GapEstimate.@Nullable Standing[] {estimate.leader(), estimate.follower()}) {
            digest.add(standing == null ? "" : standing.model() + " " + text(standing.value()));
        }
        estimate.quantiles().forEach((p, quantile) -> digest.add(p).add(text(quantile)));
        GapEstimate.Range range = estimate.withoutOneBenchmark();
        if (range != null) {
            digest.add(text(range.min())).add(text(range.max()));
        }
        GapEstimate.Window window = estimate.window();
        if (window != null) {
            digest.add(text(window.lower()))
                    .add(text(window.upper()))
                    .add(text(window.mean()))
                    .add(text(window.min()))
                    .add(text(window.max()))
                    .add(text(window.slopePerYear()));
            if (window.slopeInterval() != null) {
                digest.add(text(window.slopeInterval().min()))
                        .add(text(window.slopeInterval().max()));
            }
        }
        return digest.hex();
    }

    private static int number(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    private static GapEstimate.Standing rounded(GapEstimate.Standing standing) {
        return new GapEstimate.Standing(standing.model(), standing.name(), rounded(standing.value()));
    }

    private static Map<String, Double> rounded(@Nullable Quantiles quantiles) {
        if (quantiles == null) {
            return Map.of();
        }
        Map<String, Double> rounded = new TreeMap<>();
        quantiles.published().forEach((p, quantile) -> rounded.put(p, rounded(quantile)));
        return rounded;
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : SixDigits.text(value);
    }

    /** To 1e-6: what is published is what is hashed. Never a negative zero. */
    private static double rounded(double value) {
        return Math.rint(value * ROUNDING) / ROUNDING + 0.0;
    }
}
