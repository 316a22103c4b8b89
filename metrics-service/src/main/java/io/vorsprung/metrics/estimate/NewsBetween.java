package io.vorsprung.metrics.estimate;

import io.vorsprung.common.comparison.Cohort;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.metrics.gap.Surprise;
import io.vorsprung.metrics.ledger.FactsInForce;
import io.vorsprung.metrics.vintage.RatedModel;
import io.vorsprung.metrics.vintage.Vintage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was told between two vintages, as it goes out with the estimates of the later one. */
public final class NewsBetween {

    /** Most changes that are listed one by one; all are counted. */
    private static final int LISTED = 20;

    private final Vintage before;
    private final List<GapEstimate.Change> changes;
    private final int total;
    private final List<RatedModel> newlyRated;

    /** @param reason why an event was taken out, by its identifier; null where it was not */
    public NewsBetween(Vintage before, Vintage after, Function<String, @Nullable String> reason) {
        this.before = before;
        List<FactsInForce.Change> all = after.facts().listOfChangesSince(before.facts());
        this.total = all.size();
        this.changes =
                all.stream().limit(LISTED).map(change -> change(change, reason)).toList();
        Set<String> rated = Set.copyOf(before.fit().models());
        this.newlyRated = rated.isEmpty() || rated.containsAll(after.fit().models())
                ? List.of()
                : after.models().stream()
                        .filter(model -> model.index().isPresent()
                                && !rated.contains(model.release().model()))
                        .sorted(Comparator.comparing(
                                        (RatedModel model) -> model.release().releasedOn())
                                .thenComparing(model -> model.release().model()))
                        .limit(LISTED)
                        .toList();
    }

    /** Null where nothing was told. */
    public GapEstimate.@Nullable News of(Comparison comparison) {
        if (total == 0) {
            return null;
        }
        List<GapEstimate.Surprise> surprises = new ArrayList<>();
        for (RatedModel model : newlyRated) {
            surprise(model, comparison.leader(), 1, surprises);
            surprise(model, comparison.follower(), -1, surprises);
        }
        return new GapEstimate.News(changes, total, surprises);
    }

    private void surprise(RatedModel model, Cohort side, int sign, List<GapEstimate.Surprise> into) {
        if (!side.contains(model.release())) {
            return;
        }
        List<RatedModel> others = before.models().stream()
                .filter(other -> other.index().isPresent() && side.contains(other.release()))
                .toList();
        int[] days = others.stream()
                .mapToInt(other -> Math.toIntExact(other.release().releasedOn().toEpochDay()))
                .toArray();
        double[] values = others.stream()
                .mapToDouble(other -> other.index().orElseThrow())
                .toArray();
        Surprise.of(
                        days,
                        values,
                        Math.toIntExact(model.release().releasedOn().toEpochDay()),
                        model.index().orElseThrow())
                .ifPresent(z -> into.add(
                        new GapEstimate.Surprise(model.release().model(), Math.rint(sign * z * 1e6) / 1e6 + 0.0)));
    }

    private static GapEstimate.Change change(FactsInForce.Change change, Function<String, @Nullable String> reason) {
        String what = change.before() == null
                ? GapEstimate.Change.ADDED
                : change.after() == null ? GapEstimate.Change.WITHDRAWN : GapEstimate.Change.CORRECTED;
        return new GapEstimate.Change(
                what,
                change.type(),
                change.fact().key(),
                change.fact().occurredOn(),
                change.event(),
                change.after() == null ? reason.apply(change.event()) : null);
    }
}
