package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.CohortPair;
import io.vorsprung.metrics.gap.FrontierPair;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.Quantiles;
import io.vorsprung.metrics.gap.RollingWindow;
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
import org.jspecify.annotations.Nullable;

/** Answers for one comparison of one vintage. */
public final class Estimator {

    private static final double ROUNDING = 1e6;
    private static final double LEVEL = 0.9;

    private final Vintage vintage;
    private final Comparison comparison;
    private final CohortPair cohorts;
    private final FrontierPair frontiers;
    private final List<CohortPair> draws;
    private final List<CohortPair> withoutOne;

    private Estimator(Vintage vintage, Comparison comparison, List<CohortPair> draws, List<CohortPair> withoutOne) {
        this.vintage = vintage;
        this.comparison = comparison;
        this.cohorts = vintage.cohorts(comparison);
        this.frontiers = cohorts.frontiers();
        this.draws = draws;
        this.withoutOne = withoutOne;
    }

    /** Point estimates only: within one fit. */
    public static Estimator pointwise(Vintage vintage, Comparison comparison) {
        return new Estimator(vintage, comparison, List.of(), List.of());
    }

    /** With intervals, from the vintage's draws, and the range with any one benchmark left out. */
    public static Estimator withIntervals(Vintage vintage, Comparison comparison) {
        return new Estimator(
                vintage, comparison, vintage.drawnCohorts(comparison), vintage.cohortsWithoutOneBenchmark(comparison));
    }

    /** Of the facts that the answers rest on. */
    public String stateHash() {
        return vintage.facts().stateHash();
    }

    /** A measure's value on a day, in its unit; empty where it is not defined. */
    public OptionalDouble value(Measure measure, LocalDate day) {
        return value(measure, Math.toIntExact(day.toEpochDay()));
    }

    private OptionalDouble value(Measure measure, int day) {
        return value(measure, cohorts, day);
    }

    private static OptionalDouble value(Measure measure, CohortPair cohorts, int day) {
        Optional<FrontierPair.Gap> gap = measure.on(cohorts, day);
        return gap.isPresent() ? OptionalDouble.of(measure.inUnit(gap.get().value())) : OptionalDouble.empty();
    }

    /** The measure over the trailing window that ends on {@code asOf}; empty where it has no value there. */
    public Optional<RollingWindow> window(Measure measure, LocalDate asOf) {
        return window(measure, cohorts, asOf);
    }

    private Optional<RollingWindow> window(Measure measure, CohortPair of, LocalDate asOf) {
        return RollingWindow.over(
                series(measure, of, asOf.minus(vintage.settings().window()).plusDays(1), asOf));
    }

    /** A measure on every day of a span, in its unit; not a number where it is not defined. */
    public double[] series(Measure measure, LocalDate from, LocalDate to) {
        return series(measure, cohorts, from, to);
    }

    private static double[] series(Measure measure, CohortPair of, LocalDate from, LocalDate to) {
        return measure.series(of, Math.toIntExact(from.toEpochDay()), Math.toIntExact(to.toEpochDay()));
    }

    /** Over the draws in which it is defined. */
    private Optional<Quantiles> quantiles(Function<CohortPair, OptionalDouble> statistic) {
        return Quantiles.of(draws.parallelStream()
                .map(statistic)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    }

    private Optional<Quantiles> windowMeans(Measure measure, LocalDate asOf) {
        return quantiles(drawn -> {
            Optional<RollingWindow> window = window(measure, drawn, asOf);
            return window.isPresent() ? OptionalDouble.of(window.get().mean()) : OptionalDouble.empty();
        });
    }

    /** The estimate as it is published and served. */
    public GapEstimate estimate(Measure measure, LocalDate asOf, Instant knownAt, Cause cause) {
        int day = Math.toIntExact(asOf.toEpochDay());
        FrontierPair.@Nullable Gap gap = measure.on(cohorts, day).orElse(null);
        GapEstimate.@Nullable Window window = window(measure, asOf)
                .map(found -> published(found, windowMeans(measure, asOf)))
                .orElse(null);
        @Nullable
        Quantiles quantiles = gap == null
                ? null
                : quantiles(drawn -> value(measure, drawn, day)).orElse(null);
        @Nullable Double value = gap == null ? null : rounded(measure.inUnit(gap.value()));
        GapEstimate.@Nullable Range range = gap == null ? null : rangeWithoutOneBenchmark(measure, day);
        GapEstimate.@Nullable Standing leader = standing(frontiers.leader(), day);
        GapEstimate.@Nullable Standing follower = standing(frontiers.follower(), day);
        return new GapEstimate(
                comparison.id(),
                measure.id(),
                GapEstimate.OVERALL,
                asOf,
                knownAt,
                measure.unit(),
                value,
                gap == null ? missing(day) : null,
                quantiles == null ? null : rounded(quantiles.interval(LEVEL).lower()),
                quantiles == null ? null : rounded(quantiles.interval(LEVEL).upper()),
                quantiles == null ? null : LEVEL,
                rounded(quantiles),
                window,
                leader,
                follower,
                gap == null ? null : since(gap),
                range,
                cause,
                vintage.scale().calibrated(),
                false,
                vintage.facts().revision(),
                vintage.facts().stateHash(),
                hash(measure, asOf, value, quantiles, range, window, leader, follower));
    }

    private GapEstimate.@Nullable Range rangeWithoutOneBenchmark(Measure measure, int day) {
        DoubleSummaryStatistics range = withoutOne.stream()
                .map(other -> value(measure, other, day))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .summaryStatistics();
        return range.getCount() == 0 ? null : new GapEstimate.Range(rounded(range.getMin()), rounded(range.getMax()));
    }

    private String missing(int day) {
        List<String> empty = new ArrayList<>();
        if (frontiers.leader().at(day) == Frontier.NONE) {
            empty.add(comparison.leader().name());
        }
        if (frontiers.follower().at(day) == Frontier.NONE) {
            empty.add(comparison.follower().name());
        }
        return empty.isEmpty()
                ? "these facts do not determine it"
                : "no rated model by then: " + String.join(", ", empty);
    }

    private GapEstimate.@Nullable Standing standing(Frontier frontier, int day) {
        int step = frontier.at(day);
        if (step == Frontier.NONE) {
            return null;
        }
        ModelRelease release = vintage.release(frontier, step);
        return new GapEstimate.Standing(release.model(), release.name(), rounded(frontier.value(step)));
    }

    private GapEstimate.@Nullable Since since(FrontierPair.Gap gap) {
        if (gap.sinceStep() == Frontier.NONE) {
            return null;
        }
        Frontier frontier = frontiers.leads(gap) ? frontiers.leader() : frontiers.follower();
        ModelRelease release = vintage.release(frontier, gap.sinceStep());
        return new GapEstimate.Since(release.model(), release.name(), release.releasedOn());
    }

    private GapEstimate.Window published(RollingWindow window, Optional<Quantiles> means) {
        return new GapEstimate.Window(
                vintage.settings().window().toString(),
                rounded(window.mean()),
                means.map(found -> rounded(found.interval(LEVEL).lower())).orElse(null),
                means.map(found -> rounded(found.interval(LEVEL).upper())).orElse(null),
                rounded(window.min()),
                rounded(window.max()),
                rounded(window.slopePerYear()));
    }

    private String hash(
            Measure measure,
            LocalDate asOf,
            @Nullable Double value,
            @Nullable Quantiles quantiles,
            GapEstimate.@Nullable Range range,
            GapEstimate.@Nullable Window window,
            GapEstimate.@Nullable Standing leader,
            GapEstimate.@Nullable Standing follower) {
        Digest digest = new Digest()
                .add(vintage.settings().canonical())
                .add(vintage.facts().stateHash())
                .add(comparison.id())
                .add(measure.id())
                .add(asOf.toString())
                .add(text(value))
                .add(leader == null ? "" : leader.model() + " " + text(leader.value()))
                .add(follower == null ? "" : follower.model() + " " + text(follower.value()));
        rounded(quantiles).forEach((p, quantile) -> digest.add(p).add(text(quantile)));
        if (quantiles != null) {
            Quantiles.Interval interval = quantiles.interval(LEVEL);
            digest.add(text(interval.lower())).add(text(interval.upper()));
        }
        if (range != null) {
            digest.add(text(range.min())).add(text(range.max()));
        }
        if (window != null) {
            digest.add(text(window.lower()))
                    .add(text(window.upper()))
                    .add(text(window.mean()))
                    .add(text(window.min()))
                    .add(text(window.max()))
                    .add(text(window.slopePerYear()));
        }
        return digest.hex();
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
        return value == null ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** To 1e-6: what is published is what is hashed. Never a negative zero. */
    private static double rounded(double value) {
        return Math.rint(value * ROUNDING) / ROUNDING + 0.0;
    }
}
