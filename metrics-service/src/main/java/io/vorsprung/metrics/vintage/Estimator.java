package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.FrontierPair;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.RollingWindow;
import io.vorsprung.metrics.ledger.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Answers for one comparison of one vintage. */
public final class Estimator {

    private static final double ROUNDING = 1e6;

    private final Vintage vintage;
    private final Comparison comparison;
    private final FrontierPair frontiers;

    public Estimator(Vintage vintage, Comparison comparison) {
        this.vintage = vintage;
        this.comparison = comparison;
        this.frontiers = vintage.frontiers(comparison);
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
        Optional<FrontierPair.Gap> gap = measure.on(frontiers, day);
        return gap.isPresent() ? OptionalDouble.of(measure.inUnit(gap.get().value())) : OptionalDouble.empty();
    }

    /** The measure over the trailing window that ends on {@code asOf}; empty where it has no value there. */
    public Optional<RollingWindow> window(Measure measure, LocalDate asOf) {
        LocalDate from = asOf.minus(vintage.settings().window()).plusDays(1);
        return RollingWindow.over(
                Math.toIntExact(from.toEpochDay()), Math.toIntExact(asOf.toEpochDay()), day -> value(measure, day));
    }

    /** The estimate as it is published and served. */
    public GapEstimate estimate(Measure measure, LocalDate asOf, Instant knownAt, Cause cause) {
        int day = Math.toIntExact(asOf.toEpochDay());
        FrontierPair.@Nullable Gap gap = measure.on(frontiers, day).orElse(null);
        GapEstimate.@Nullable Window window =
                window(measure, asOf).map(this::published).orElse(null);
        @Nullable Double value = gap == null ? null : rounded(measure.inUnit(gap.value()));
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
                null,
                null,
                null,
                Map.of(),
                window,
                leader,
                follower,
                gap == null ? null : since(gap),
                cause,
                vintage.scale().calibrated(),
                false,
                vintage.facts().revision(),
                vintage.facts().stateHash(),
                hash(measure, asOf, value, window, leader, follower));
    }

    private String missing(int day) {
        List<String> empty = new ArrayList<>();
        if (frontiers.leader().at(day) == Frontier.NONE) {
            empty.add(comparison.leader().name());
        }
        if (frontiers.follower().at(day) == Frontier.NONE) {
            empty.add(comparison.follower().name());
        }
        return "no rated model by then: " + String.join(", ", empty);
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

    private GapEstimate.Window published(RollingWindow window) {
        return new GapEstimate.Window(
                vintage.settings().window().toString(),
                rounded(window.mean()),
                null,
                null,
                rounded(window.min()),
                rounded(window.max()),
                rounded(window.slopePerYear()));
    }

    private String hash(
            Measure measure,
            LocalDate asOf,
            @Nullable Double value,
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
        if (window != null) {
            digest.add(text(window.mean()))
                    .add(text(window.min()))
                    .add(text(window.max()))
                    .add(text(window.slopePerYear()));
        }
        return digest.hex();
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** To 1e-6: what is published is what is hashed. Never a negative zero. */
    private static double rounded(double value) {
        return Math.rint(value * ROUNDING) / ROUNDING + 0.0;
    }
}
