package io.vorsprung.alert.condition;

import io.vorsprung.alert.rule.Condition;
import java.time.LocalDate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The value is at least so far from one that it had within the time before. */
record MoveWatch(Condition.Moves moves) implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        @Nullable Double value = observation.estimate().value();
        if (value == null) {
            return new Look(memory, new Verdict.Unknown());
        }
        LocalDate day = observation.estimate().asOf();
        Memory now = memory.withPoint(new Memory.Point(day, value), day.minus(moves.within()));
        boolean holds = now.points().stream().anyMatch(point -> Math.abs(value - point.value()) >= moves.by());
        return new Look(now, Verdict.Lasting.of(holds, !holds, OptionalDouble.empty()));
    }
}
