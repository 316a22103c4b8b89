package io.vorsprung.alert.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.alert.Estimates;
import io.vorsprung.alert.rule.Condition;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    @Test
    void firesOnceBelowAndResolvesBeyondTheClearThreshold() {
        List<Alert> told =
                run(rule(new Condition(6.0, null, null), 7.0, 0, Rule.ANY), 8, 5.9, 5.5, 6.5, 6.9, 7.0, 6.5, 5);

        assertThat(told)
                .extracting(Alert::state)
                .containsExactly(Alert.State.FIRING, Alert.State.RESOLVED, Alert.State.FIRING);
        assertThat(told.get(0).alert())
                .isEqualTo(told.get(1).alert())
                .isNotEqualTo(told.get(2).alert());
        assertThat(told).extracting(Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void withoutClearTheThresholdResolves() {
        assertThat(run(rule(new Condition(null, 12.0, null), null, 0, Rule.ANY), 12, 12.1, 12))
                .extracting(Alert::state)
                .containsExactly(Alert.State.FIRING, Alert.State.RESOLVED);
    }

    @Test
    void pendingForDaysOfTheEstimatesTime() {
        Rule rule = rule(new Condition(6.0, null, null), null, 2, Rule.ANY);

        assertThat(run(rule, 5, 5)).isEmpty();
        assertThat(run(rule, 5, 5, 5)).hasSize(1);
        assertThat(run(rule, 5, 5, 8, 5, 5)).isEmpty();
    }

    @Test
    void clockDoesNotRingWhereOnlyNewsMay() {
        Rule rule = rule(new Condition(null, 12.0, null), null, 0, Rule.EVENT);
        AlertLifecycle lifecycle = new AlertLifecycle(rule, 1);

        AlertLifecycle.Step step = lifecycle.on(new AlertState.Inactive(1), Estimates.of("lag", 13, DAY, Cause.CLOCK));
        assertThat(step.alerts()).isEmpty();
        assertThat(lifecycle
                        .on(step.state(), Estimates.of("lag", 13, DAY, Cause.EVENT))
                        .alerts())
                .hasSize(1);
    }

    @Test
    void eachChangeOfTheLeaderIsAnAlertAndTheFirstSightIsNone() {
        List<Alert> told = run(rule(new Condition(null, null, true), null, 0, Rule.ANY), 3, 2, -1, -2, 0, 1);

        assertThat(told)
                .extracting(Alert::state)
                .containsExactly(Alert.State.FIRING, Alert.State.RESOLVED, Alert.State.FIRING);
    }

    @Test
    void provisionalEstimateAndOneWithoutValueChangeNothing() {
        AlertState pending = new AlertState.Pending(1, DAY);
        var provisional = Estimates.provisional("lag", 1, DAY, Cause.EVENT);

        AlertLifecycle.Step step =
                new AlertLifecycle(rule(new Condition(6.0, null, null), null, 0, Rule.ANY), 1).on(pending, provisional);

        assertThat(step.state()).isEqualTo(pending);
        assertThat(step.alerts()).isEmpty();
    }

    @Property
    void neverTwoFiringWithoutAResolvedBetween(
            @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 12) Double> values) {
        double[] series = values.stream().mapToDouble(Double::doubleValue).toArray();
        List<Alert> told = run(rule(new Condition(6.0, null, null), 7.0, 0, Rule.ANY), series);

        Alert.State last = Alert.State.RESOLVED;
        for (Alert alert : told) {
            assertThat(alert.state()).isNotEqualTo(last);
            last = alert.state();
        }
        assertThat(run(rule(new Condition(6.0, null, null), 7.0, 0, Rule.ANY), series))
                .isEqualTo(told);
    }

    private static Rule rule(Condition condition, Double clear, int days, String cause) {
        return new Rule(
                "a-rule",
                "A rule",
                "us-cn",
                "lag",
                null,
                condition,
                clear,
                Period.ofDays(days),
                cause,
                "warning",
                Map.of());
    }

    /** One value a day. */
    private static List<Alert> run(Rule rule, double... values) {
        AlertLifecycle lifecycle = new AlertLifecycle(rule, 1);
        AlertState state = new AlertState.Inactive(null);
        List<Alert> told = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            AlertLifecycle.Step step =
                    lifecycle.on(state, Estimates.of("lag", values[i], DAY.plusDays(i), Cause.EVENT));
            state = step.state();
            told.addAll(step.alerts());
        }
        return told;
    }
}
