package io.vorsprung.alert.condition;

import io.vorsprung.common.estimate.GapEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts were corrected or withdrawn, none was added, and the value is another by at least so much. */
record CorrectionWatch(double by) implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        GapEstimate estimate = observation.estimate();
        @Nullable Double value = estimate.value();
        if (value == null) {
            return new Look(memory, new Verdict.Unknown());
        }
        @Nullable Double before = memory.value();
        GapEstimate.@Nullable News news = estimate.news();
        boolean happened = before != null && news != null && news.isCorrectionOnly() && Math.abs(value - before) >= by;
        return new Look(
                memory.withValue(value),
                new Verdict.Happened(
                        happened && news != null
                                ? List.of(new Verdict.Occurrence(
                                        "correction/" + Watch.name(estimate),
                                        news.changes().get(0).key()))
                                : List.of()));
    }
}
