package io.vorsprung.alert.lifecycle;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.vorsprung.alert.condition.Observation;
import io.vorsprung.alert.condition.Verdict;
import io.vorsprung.alert.condition.Watch;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * inactive → pending (for {@code for}) → firing → (kept for {@code keepFiringFor}) → resolved, or withdrawn. A pure function: the
 * same rule, state and observation give the same step, with the same identifiers. Drawn in docs/alerts.md.
 */
public final class AlertLifecycle {

    private static final UUID NAMESPACE =
            Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL).generate("urn:vorsprung:alert");

    /** Where the rule stands afterwards, and what is to be told. */
    public record Step(RuleState state, List<Alert> alerts) {
        public Step {
            alerts = List.copyOf(alerts);
        }
    }

    private final Rule rule;
    private final int version;
    private final Watch watch;

    public AlertLifecycle(Rule rule, int version) {
        this.rule = rule;
        this.version = version;
        this.watch = Watch.of(rule);
    }

    /** The step that an estimate of the rule's series makes. A provisional one makes none. */
    public Step on(RuleState state, Observation observation) {
        if (observation.estimate().provisional()) {
            return new Step(state, List.of());
        }
        Watch.Look look = watch.look(state.memory(), observation);
        if (look.verdict() instanceof Verdict.Lasting lasting) {
            Change change = onLasting(state.alert(), lasting, observation.estimate());
            return new Step(new RuleState(change.state, look.memory()), change.alerts);
        }
        List<Verdict.Occurrence> occurrences =
                look.verdict() instanceof Verdict.Happened happened ? happened.occurrences() : List.of();
        if (!occurrences.isEmpty() && !mayRing(observation.estimate())) {
            return new Step(state, List.of()); // seen again when it may
        }
        Change change = occurrences.isEmpty()
                ? onNothing(state.alert(), observation.estimate())
                : onHappened(state.alert(), occurrences, observation.estimate());
        return new Step(new RuleState(change.state, look.memory()), change.alerts);
    }

    /** The rule is replaced, disabled or deleted: an alert that is out is over. */
    public List<Alert> end(RuleState state, GapEstimate newest, String why) {
        return state.alert() instanceof AlertState.Firing firing
                ? List.of(alert(Alert.State.RESOLVED, firing, newest, null, why))
                : List.of();
    }

    private record Change(AlertState state, List<Alert> alerts) {
        static Change none(AlertState state) {
            return new Change(state, List.of());
        }
    }

    private Change onLasting(AlertState state, Verdict.Lasting seen, GapEstimate estimate) {
        LocalDate day = estimate.asOf();
        if (state instanceof AlertState.Firing firing) {
            return whileFiring(firing, seen, estimate);
        }
        if (seen.degree() != Verdict.Degree.HOLDS) {
            return Change.none(new AlertState.Inactive());
        }
        AlertState.Pending pending = AlertState.Pending.begin(state, day);
        boolean longEnough = !pending.since().plus(rule.pendingFor()).isAfter(day);
        return longEnough && mayRing(estimate)
                ? fire("crossing", Watch.name(estimate), null, estimate, seen.chance())
                : Change.none(pending);
    }

    private Change whileFiring(AlertState.Firing firing, Verdict.Lasting seen, GapEstimate estimate) {
        if (seen.degree() == Verdict.Degree.HOLDS) {
            return Change.none(firing.held());
        }
        if (groundIsGone(firing, estimate)) {
            return end(Alert.State.WITHDRAWN, firing, estimate, seen.chance());
        }
        if (seen.degree() == Verdict.Degree.BETWEEN) {
            return Change.none(firing.held());
        }
        AlertState.Firing cleared = firing.cleared(estimate.asOf());
        LocalDate since = cleared.clearedSince() == null ? estimate.asOf() : cleared.clearedSince();
        return since.plus(rule.keepFiringFor()).isAfter(estimate.asOf())
                ? Change.none(cleared)
                : end(Alert.State.RESOLVED, firing, estimate, seen.chance());
    }

    /** Each occurrence is an alert of its own and ends the one before; a correction that undoes one takes it back. */
    private Change onHappened(AlertState state, List<Verdict.Occurrence> occurrences, GapEstimate estimate) {
        if (state instanceof AlertState.Firing firing
                && firing.subject() == null
                && groundIsGone(firing, estimate)
                && rule.condition().leaderChanges() != null) {
            return end(Alert.State.WITHDRAWN, firing, estimate, null);
        }
        List<Alert> alerts = new ArrayList<>();
        AlertState now = state;
        for (Verdict.Occurrence occurrence : occurrences) {
            if (now instanceof AlertState.Firing firing) {
                alerts.add(alert(Alert.State.RESOLVED, firing, estimate, null, null));
            }
            Change fired = fire("occurrence", occurrence.key(), occurrence.subject(), estimate, null);
            alerts.addAll(fired.alerts);
            now = fired.state;
        }
        return new Change(now, alerts);
    }

    private Change onNothing(AlertState state, GapEstimate estimate) {
        if (!(state instanceof AlertState.Firing firing) || rule.condition().lasts()) {
            return Change.none(state);
        }
        if (isOfWithdrawn(firing, estimate)) {
            return end(Alert.State.WITHDRAWN, firing, estimate, null);
        }
        boolean over = !rule.keepFiringFor().isZero()
                && !firing.firedOn().plus(rule.keepFiringFor()).isAfter(estimate.asOf());
        return over ? end(Alert.State.RESOLVED, firing, estimate, null) : Change.none(state);
    }

    private Change fire(
            String kind, String key, @Nullable String subject, GapEstimate estimate, @Nullable Double chance) {
        AlertState.Firing firing =
                new AlertState.Firing(name(kind, key), estimate.knownAt(), estimate.asOf(), subject, null);
        return new Change(firing, List.of(alert(Alert.State.FIRING, firing, estimate, chance, null)));
    }

    private Change end(Alert.State end, AlertState.Firing firing, GapEstimate estimate, @Nullable Double chance) {
        return new Change(new AlertState.Inactive(), List.of(alert(end, firing, estimate, chance, null)));
    }

    /** Facts from before it fired were corrected or withdrawn, and nothing was added that could be the cause. */
    private static boolean groundIsGone(AlertState.Firing firing, GapEstimate estimate) {
        GapEstimate.@Nullable News news = estimate.news();
        return news != null
                && news.isCorrectionOnly()
                && news.changes().stream().anyMatch(change -> !change.on().isAfter(firing.firedOn()));
    }

    /** What it is about was taken out; of an alert on a correction that is no reason to take it back. */
    private boolean isOfWithdrawn(AlertState.Firing firing, GapEstimate estimate) {
        GapEstimate.@Nullable News news = estimate.news();
        return news != null
                && firing.subject() != null
                && rule.condition().correctionMoves() == null
                && news.changes().stream()
                        .anyMatch(change -> change.change().equals(GapEstimate.Change.WITHDRAWN)
                                && change.key().equals(firing.subject()));
    }

    private boolean mayRing(GapEstimate estimate) {
        return Rule.ANY.equals(rule.cause()) || estimate.cause() == Cause.EVENT;
    }

    private Alert alert(
            Alert.State state,
            AlertState.Firing firing,
            GapEstimate estimate,
            @Nullable Double chance,
            @Nullable String why) {
        Alert alert = new Alert(
                name(firing.alert(), state.name()),
                firing.alert(),
                rule.id(),
                version,
                rule.hash(),
                rule.name(),
                state,
                estimate.comparison(),
                estimate.measure(),
                estimate.domain(),
                estimate.value(),
                rule.condition().threshold(),
                chance,
                firing.subject(),
                estimate.unit(),
                estimate.asOf(),
                estimate.cause(),
                rule.severity(),
                rule.labels(),
                firing.firedAt(),
                estimate.knownAt(),
                estimate.estimateHash(),
                "",
                because(state, estimate));
        return Summary.of(rule, alert, estimate, why);
    }

    /** Of one that is taken back, what was corrected or withdrawn; else what was told just before. */
    private static List<GapEstimate.Change> because(Alert.State state, GapEstimate estimate) {
        GapEstimate.@Nullable News news = estimate.news();
        if (news == null) {
            return List.of();
        }
        return news.changes().stream()
                .filter(change ->
                        state != Alert.State.WITHDRAWN || !change.change().equals(GapEstimate.Change.ADDED))
                .toList();
    }

    private String name(String... parts) {
        return Generators.nameBasedGenerator(NAMESPACE)
                .generate(rule.id() + "\n" + version + "\n" + rule.hash() + "\n" + String.join("\n", parts))
                .toString();
    }
}
