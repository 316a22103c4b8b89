package io.vorsprung.alert.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value changes its sign. Zero is nobody's lead; the first sight of a sign is no news. */
record LeaderWatch() implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        @Nullable Double value = observation.estimate().value();
        int sign = value == null ? 0 : (int) Math.signum(value);
        if (sign == 0) {
            return new Look(memory, new Verdict.Unknown());
        }
        @Nullable Integer before = memory.sign();
        return new Look(
                memory.withSign(sign),
                new Verdict.Happened(
                        before == null || before == sign
                                ? List.of()
                                : List.of(
                                        new Verdict.Occurrence("leader/" + Watch.name(observation.estimate()), null))));
    }
}
