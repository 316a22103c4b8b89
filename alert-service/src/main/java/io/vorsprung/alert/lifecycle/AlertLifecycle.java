package io.vorsprung.alert.lifecycle;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * inactive → pending (for {@code for}) → firing → resolved. A pure function: the same rule, state and estimate give the same
 * step, with the same identifiers.
 */
public final class AlertLifecycle {

    private static final UUID NAMESPACE =
            Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL).generate("urn:vorsprung:alert");

    /** Where the rule stands afterwards, and what is to be told. */
    public record Step(AlertState state, List<Alert> alerts) {
        public Step {
            alerts = List.copyOf(alerts);
        }
    }

    private final Rule rule;
    private final int version;

    public AlertLifecycle(Rule rule, int version) {
        this.rule = rule;
        this.version = version;
    }

    /** The step that {@code estimate}, of the rule's series, makes. One without a value, or provisional, makes none. */
    public Step on(AlertState state, GapEstimate estimate) {
        @Nullable Double value = estimate.value();
        if (value == null || estimate.provisional()) {
            return new Step(state, List.of());
        }
        return rule.condition().threshold() == null
                ? onSign(state, estimate, (int) Math.signum(value))
                : onValue(state, estimate, value);
    }

    private Step onValue(AlertState state, GapEstimate estimate, double value) {
        int sign = (int) Math.signum(value);
        if (state instanceof AlertState.Firing firing) {
            return isCleared(value)
                    ? new Step(new AlertState.Inactive(sign), List.of(alert(Alert.State.RESOLVED, firing, estimate)))
                    : new Step(new AlertState.Firing(sign, firing.alert(), firing.firedAt()), List.of());
        }
        if (!holds(value)) {
            return new Step(new AlertState.Inactive(sign), List.of());
        }
        LocalDate since = state instanceof AlertState.Pending pending ? pending.since() : estimate.asOf();
        boolean longEnough = !since.plus(rule.pendingFor()).isAfter(estimate.asOf());
        return longEnough && mayRing(estimate)
                ? fire(sign, estimate, List.of())
                : new Step(new AlertState.Pending(sign, since), List.of());
    }

    /** Each change of the leader is an alert of its own; it ends the one before. Zero is nobody's lead. */
    private Step onSign(AlertState state, GapEstimate estimate, int sign) {
        Integer before = state.sign();
        if (sign == 0 || (before != null && before == sign) || (before != null && !mayRing(estimate))) {
            return new Step(state, List.of());
        }
        if (before == null) {
            return new Step(new AlertState.Inactive(sign), List.of());
        }
        List<Alert> ended = state instanceof AlertState.Firing firing
                ? List.of(alert(Alert.State.RESOLVED, firing, estimate))
                : List.of();
        return fire(sign, estimate, ended);
    }

    private Step fire(int sign, GapEstimate estimate, List<Alert> before) {
        String crossing = name("crossing", estimate.estimateHash());
        AlertState.Firing firing = new AlertState.Firing(sign, crossing, estimate.knownAt());
        List<Alert> alerts = new ArrayList<>(before);
        alerts.add(alert(Alert.State.FIRING, firing, estimate));
        return new Step(firing, alerts);
    }

    private boolean holds(double value) {
        @Nullable Double below = rule.condition().below();
        @Nullable Double above = rule.condition().above();
        return (below != null && value < below) || (above != null && value > above);
    }

    private boolean isCleared(double value) {
        @Nullable Double clear = rule.clear();
        @Nullable Double below = rule.condition().below();
        @Nullable Double above = rule.condition().above();
        if (below != null) {
            return value >= (clear == null ? below : clear);
        }
        return above != null && value <= (clear == null ? above : clear);
    }

    private boolean mayRing(GapEstimate estimate) {
        return Rule.ANY.equals(rule.cause()) || estimate.cause() == Cause.EVENT;
    }

    private Alert alert(Alert.State state, AlertState.Firing firing, GapEstimate estimate) {
        return new Alert(
                name(firing.alert(), state.name()),
                firing.alert(),
                rule.id(),
                version,
                rule.name(),
                state,
                estimate.comparison(),
                estimate.measure(),
                estimate.domain(),
                estimate.value(),
                rule.condition().threshold(),
                estimate.unit(),
                estimate.asOf(),
                estimate.cause(),
                rule.severity(),
                rule.labels(),
                firing.firedAt(),
                estimate.knownAt(),
                estimate.estimateHash(),
                summary(state, estimate));
    }

    private String summary(Alert.State state, GapEstimate estimate) {
        return String.format(
                Locale.ROOT,
                "%s: %s %s %s is %.2f %s as of %s",
                state.name().toLowerCase(Locale.ROOT),
                rule.name(),
                estimate.comparison(),
                estimate.measure(),
                estimate.value(),
                estimate.unit(),
                estimate.asOf());
    }

    private String name(String... parts) {
        return Generators.nameBasedGenerator(NAMESPACE)
                .generate(rule.id() + "\n" + version + "\n" + String.join("\n", parts))
                .toString();
    }
}
