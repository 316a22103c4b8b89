package io.vorsprung.alert.condition;

import io.vorsprung.alert.rule.Condition.Side;
import io.vorsprung.common.estimate.GapEstimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cohort's best model is another one, better than the one before; each model once, whatever later estimates say. */
record FrontierWatch(Side side) implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        List<Verdict.Occurrence> found = new ArrayList<>();
        Memory now = memory;
        if (side != Side.FOLLOWER) {
            now = look("leader", observation.estimate().leader(), now, found);
        }
        if (side != Side.LEADER) {
            now = look("follower", observation.estimate().follower(), now, found);
        }
        return new Look(now, new Verdict.Happened(found));
    }

    private static Memory look(
            String cohort, GapEstimate.@Nullable Standing best, Memory memory, List<Verdict.Occurrence> found) {
        if (best == null) {
            return memory;
        }
        Memory.@Nullable Best before = memory.best().get(cohort);
        String key = cohort + "/" + best.model();
        if (before != null
                && !before.model().equals(best.model())
                && best.value() > before.value()
                && !memory.seen().contains(key)) {
            found.add(new Verdict.Occurrence(key, best.model()));
        }
        return memory.withBest(cohort, new Memory.Best(best.model(), best.value()))
                .withSeen(key);
    }
}
