package io.vorsprung.alert.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.alert.condition.Observation;
import io.vorsprung.alert.lifecycle.AlertLifecycle;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life cycle of today over the estimates of the past: the same code that rings. */
public final class Backtest {

    /**
     * A time for which the rule would have fired.
     *
     * @param on the first day
     * @param value on it
     * @param subject what it would have been about
     * @param chance that the condition holds, of rules with a probability
     * @param until the day on which it was resolved or withdrawn; absent where it was still firing at the end
     * @param end resolved or withdrawn
     * @param days how long it fired, to the end of the span where it was not over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Crossing(
            LocalDate on,
            @Nullable Double value,
            @Nullable String subject,
            @Nullable Double chance,
            Cause cause,
            @Nullable LocalDate until,
            @Nullable Double untilValue,
            Alert.@Nullable State end,
            long days,
            String summary) {}

    /**
     * What it came to.
     *
     * @param knowledge {@code then}: each day by what was known on it; else the moment whose knowledge all days are by
     * @param days with a value
     * @param crossings of the rule, oldest first
     * @param valueCrossings of the same threshold by the bare value, without probability, hysteresis and {@code for}; what a
     *     naive rule would have done
     */
    public record Report(
            Rule rule,
            LocalDate from,
            LocalDate to,
            String knowledge,
            int days,
            List<Crossing> crossings,
            List<Crossing> valueCrossings) {}

    private Backtest() {}

    /** @param daily one estimate a day of the rule's series, oldest first */
    public static Report run(Rule rule, LocalDate from, LocalDate to, String knowledge, Iterator<GapEstimate> daily) {
        Run run = new Run(rule);
        Run bare = new Run(bare(rule));
        int days = 0;
        while (daily.hasNext()) {
            GapEstimate estimate = daily.next();
            days += estimate.value() == null ? 0 : 1;
            run.take(estimate);
            bare.take(estimate);
        }
        return new Report(
                rule,
                from,
                to,
                knowledge,
                days,
                run.crossings(to),
                rule.condition().threshold() == null ? List.of() : bare.crossings(to));
    }

    /** The same threshold by the value alone. */
    private static Rule bare(Rule rule) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.comparison(),
                rule.measure(),
                rule.domain(),
                rule.condition(),
                null,
                null,
                null,
                Period.ZERO,
                Period.ZERO,
                Rule.ANY,
                rule.severity(),
                rule.labels(),
                null,
                true);
    }

    private static final class Run {

        private final AlertLifecycle lifecycle;
        private final List<Alert> alerts = new ArrayList<>();
        private RuleState state = RuleState.START;

        Run(Rule rule) {
            this.lifecycle = new AlertLifecycle(rule, 1);
        }

        void take(GapEstimate estimate) {
            AlertLifecycle.Step step = lifecycle.on(state, Observation.of(estimate));
            state = step.state();
            alerts.addAll(step.alerts());
        }

        List<Crossing> crossings(LocalDate last) {
            List<Crossing> crossings = new ArrayList<>();
            for (int i = 0; i < alerts.size(); i++) {
                Alert fired = alerts.get(i);
                if (fired.state() == Alert.State.FIRING) {
                    crossings.add(crossing(fired, endOf(fired, i), last));
                }
            }
            return crossings;
        }

        private @Nullable Alert endOf(Alert fired, int from) {
            return alerts.subList(from + 1, alerts.size()).stream()
                    .filter(one -> one.alert().equals(fired.alert()))
                    .findFirst()
                    .orElse(null);
        }

        private static Crossing crossing(Alert fired, @Nullable Alert end, LocalDate last) {
            return new Crossing(
                    fired.asOf(),
                    fired.value(),
                    fired.subject(),
                    fired.chance(),
                    fired.cause(),
                    end == null ? null : end.asOf(),
                    end == null ? null : end.value(),
                    end == null ? null : end.state(),
                    ChronoUnit.DAYS.between(fired.asOf(), end == null ? last : end.asOf()),
                    fired.summary());
        }
    }
}
