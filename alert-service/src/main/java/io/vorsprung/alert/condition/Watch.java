package io.vorsprung.alert.condition;

import io.vorsprung.alert.rule.Condition;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.estimate.GapEstimate;
import java.util.Objects;

/** Looks at estimates by one condition. Pure: the same memory and observation give the same look. */
public sealed interface Watch
        permits ThresholdWatch,
                MoveWatch,
                SilenceWatch,
                LeaderWatch,
                FrontierWatch,
                MatchWatch,
                PolicyWatch,
                CorrectionWatch,
                TrendWatch {

    /** What is remembered afterwards, and what the estimate says. */
    record Look(Memory memory, Verdict verdict) {}

    /** @param observation of the rule's series, not provisional */
    Look look(Memory memory, Observation observation);

    /**
     * Of a message on the topic: read again it is the same, while the same facts told anew (taken out, and asserted again) are
     * another one, though the estimate has the same hash.
     */
    static String name(GapEstimate estimate) {
        return estimate.estimateHash() + "/" + estimate.knownAt();
    }

    static Watch of(Rule rule) {
        Condition condition = rule.condition();
        if (condition.threshold() != null) {
            return new ThresholdWatch(rule);
        } else if (condition.moves() != null) {
            return new MoveWatch(condition.moves());
        } else if (condition.silentFor() != null) {
            return new SilenceWatch(condition.silentFor());
        } else if (condition.newFrontierModel() != null) {
            return new FrontierWatch(condition.newFrontierModel());
        } else if (condition.matched() != null) {
            return new MatchWatch(condition.matched().chance());
        } else if (condition.policy() != null) {
            return new PolicyWatch(condition.policy());
        } else if (condition.correctionMoves() != null) {
            return new CorrectionWatch(condition.correctionMoves());
        } else if (condition.trendChanges() != null) {
            return new TrendWatch(condition.trendChanges().falseAlarmEvery());
        }
        Objects.requireNonNull(condition.leaderChanges(), "a condition is one of these");
        return new LeaderWatch();
    }
}
