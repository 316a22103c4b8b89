package io.vorsprung.alert.condition;

import io.vorsprung.common.estimate.Cause;
import java.time.LocalDate;
import java.time.Period;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** No event has caused an estimate for so long, or since the rule began. */
record SilenceWatch(Period longest) implements Watch {

    @Override
    public Look look(Memory memory, Observation observation) {
        LocalDate day = observation.estimate().asOf();
        @Nullable LocalDate last = memory.lastNews();
        if (last == null || observation.estimate().cause() == Cause.EVENT) {
            last = day;
        }
        boolean holds = !last.plus(longest).isAfter(day);
        return new Look(memory.withLastNews(last), Verdict.Lasting.of(holds, !holds, OptionalDouble.empty()));
    }
}
