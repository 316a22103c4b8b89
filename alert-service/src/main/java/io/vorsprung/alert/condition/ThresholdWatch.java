package io.vorsprung.alert.condition;

import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.estimate.GapEstimate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The value is below or above a threshold: by the point estimate, or by the chance of it. */
record ThresholdWatch(Rule rule) implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        GapEstimate estimate = observation.estimate();
        @Nullable Double value = estimate.value();
        return new Look(memory, value == null ? new Verdict.Unknown() : verdict(estimate, value));
    }

    private Verdict verdict(GapEstimate estimate, double value) {
        @Nullable Double below = rule.condition().below();
        @Nullable Double above = rule.condition().above();
        boolean upward = below == null;
        double threshold = below != null ? below : above != null ? above : Double.NaN;
        double clear = rule.clear() == null ? threshold : rule.clear();
        @Nullable Double probability = rule.probability();
        @Nullable Double clearProbability = rule.clearProbability();
        if (probability == null || clearProbability == null) {
            boolean holds = upward ? value > threshold : value < threshold;
            boolean cleared = upward ? value <= clear : value >= clear;
            return Verdict.Lasting.of(holds, cleared, OptionalDouble.empty());
        }
        OptionalDouble belowThreshold = estimate.chanceBelow(threshold);
        OptionalDouble belowClear = estimate.chanceBelow(clear);
        if (belowThreshold.isEmpty() || belowClear.isEmpty()) {
            return new Verdict.Unknown();
        }
        double chance = upward ? 1 - belowThreshold.getAsDouble() : belowThreshold.getAsDouble();
        double chanceOfClear = upward ? 1 - belowClear.getAsDouble() : belowClear.getAsDouble();
        return Verdict.Lasting.of(chance >= probability, chanceOfClear < clearProbability, OptionalDouble.of(chance));
    }
}
