package io.vorsprung.alert.evaluate;

import io.vorsprung.alert.condition.Observation;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.alert.digest.Moves;
import io.vorsprung.alert.evaluate.LatestEstimates.Latest;
import io.vorsprung.alert.lifecycle.AlertLifecycle;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.alert.rule.RuleStore;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EventEnvelope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Estimates against the rules of their series, one rule against the newest estimate: one transaction each. */
@ApplicationScoped
public class Evaluation {

    private final RuleStore rules;
    private final RuleStates states;
    private final LatestEstimates estimates;
    private final PolicyStore policies;
    private final AlertStore alerts;
    private final Moves moves;
    private final Sql sql;

    Evaluation(
            RuleStore rules,
            RuleStates states,
            LatestEstimates estimates,
            PolicyStore policies,
            AlertStore alerts,
            Moves moves,
            Sql sql) {
        this.rules = rules;
        this.states = states;
        this.estimates = estimates;
        this.policies = policies;
        this.alerts = alerts;
        this.moves = moves;
        this.sql = sql;
    }

    /**
     * An estimate as it came.
     *
     * @param json what it was read from
     * @param offset where it was on its partition; a series stays on one
     */
    record Received(GapEstimate estimate, String json, long offset) {}

    /**
     * Takes estimates in, in their order. One that was taken in before, or an older one, changes nothing.
     *
     * @return whether there is something to deliver
     */
    @Transactional
    boolean take(List<Received> batch) {
        Sql.Query<Latest> before = LatestEstimates.locking(
                batch.stream().map(received -> received.estimate().series()).collect(Collectors.toSet()));
        Sql.Query<RuleStore.Versioned> all = rules.askingForAll();
        Sql.Query<RuleStates.Standing> standing = RuleStates.asking();
        sql.ask(before, all, standing);
        Round round = new Round(before.rows(), all.rows(), standing.rows());
        batch.forEach(round::take);
        return round.keep();
    }

    /** What stood before a batch, and what it changes. */
    private final class Round {

        private final Map<String, Latest> latest = new HashMap<>();
        private final Map<String, List<RuleStore.Versioned>> bySeries;
        private final Map<String, RuleStates.Standing> stood = new HashMap<>();

        private final Map<String, Latest> taken = new LinkedHashMap<>();
        private final Map<String, RuleState> moved = new LinkedHashMap<>();
        private final List<Alert> told = new ArrayList<>();
        private final List<Moves.Seen> seen = new ArrayList<>();

        Round(List<Latest> before, List<RuleStore.Versioned> all, List<RuleStates.Standing> standing) {
            before.forEach(one -> latest.put(one.series(), one));
            standing.forEach(one -> stood.put(one.rule(), one));
            bySeries = all.stream()
                    .filter(versioned -> versioned.rule().isEnabled())
                    .collect(Collectors.groupingBy(versioned -> versioned.rule().series()));
        }

        void take(Received received) {
            GapEstimate estimate = received.estimate();
            @Nullable Latest before = latest.get(estimate.series());
            if (before != null && before.isAhead(received.offset(), estimate)) {
                return;
            }
            if (moves.areNotedOf(estimate)) {
                seen.add(new Moves.Seen(before == null ? null : before.estimate(), estimate));
            }
            Latest now = Latest.of(received);
            latest.put(estimate.series(), now);
            taken.put(estimate.series(), now);
            for (RuleStore.Versioned versioned : bySeries.getOrDefault(estimate.series(), List.of())) {
                String rule = versioned.rule().id();
                RuleState state = state(rule);
                AlertLifecycle.Step step = step(versioned, state, estimate);
                if (!step.state().equals(state)) {
                    moved.put(rule, step.state());
                }
                told.addAll(step.alerts());
            }
        }

        private RuleState state(String rule) {
            @Nullable RuleState now = moved.get(rule);
            RuleStates.@Nullable Standing before = stood.get(rule);
            return now != null ? now : before != null ? before.state() : RuleState.START;
        }

        /** @return whether there is something to deliver */
        boolean keep() {
            List<Sql.Command> changes = new ArrayList<>();
            if (!told.isEmpty()) {
                changes.add(alerts.adding(told));
            }
            if (!moved.isEmpty()) {
                changes.add(RuleStates.putting(moved));
            }
            if (!taken.isEmpty()) {
                changes.add(LatestEstimates.putting(taken.values()));
            }
            changes.addAll(Moves.noting(seen));
            sql.tell(changes);
            return !told.isEmpty();
        }
    }

    /** Takes in a policy, or a retraction of one, and holds it against the rules that ask for policies. */
    @Transactional
    boolean take(EventEnvelope policy) {
        policies.take(policy);
        boolean toDeliver = false;
        for (RuleStore.Versioned versioned :
                enabled(one -> one.rule().condition().policy() != null)) {
            Optional<GapEstimate> newest = estimates.locked(versioned.rule().series());
            toDeliver |= newest.isPresent() && take(versioned, newest.get());
        }
        return toDeliver;
    }

    /**
     * Creates or replaces a rule. An alert of the one before is over; the new one starts with the present, and where it is the
     * same as one whose alert was told and is not over (the database was lost), it goes on from there.
     */
    @Transactional
    public RuleStore.Versioned put(Rule rule, String source) {
        Optional<RuleStore.Versioned> before = rules.find(rule.id());
        before.ifPresent(old -> end(old, "the rule was replaced"));
        Optional<AlertStore.Told> told = before.isPresent() ? Optional.empty() : alerts.lastOf(rule.id());
        if (told.isPresent() && told.get().isOut(rule.hash())) {
            RuleStore.Versioned same = rules.put(rule, source, told.get().version());
            states.put(rule.id(), told.get().state());
            return same;
        }
        int next = told.map(last -> last.version() + 1).orElse(1);
        RuleStore.Versioned versioned = rules.put(rule, source, next);
        states.put(rule.id(), RuleState.START);
        estimates.locked(rule.series()).filter(newest -> rule.isEnabled()).ifPresent(newest -> take(versioned, newest));
        return versioned;
    }

    /** An alert of it that is out is over. */
    @Transactional
    public boolean delete(String id) {
        rules.find(id).ifPresent(old -> end(old, "the rule was deleted"));
        return rules.delete(id);
    }

    /** Goes on where the alerts that were told stand; of a database that was made anew. */
    @Transactional
    void resume() {
        for (RuleStore.Versioned versioned : rules.all()) {
            Rule rule = versioned.rule();
            alerts.lastOf(rule.id()).filter(last -> last.isOut(rule.hash())).ifPresent(last -> {
                rules.put(rule, versioned.source(), last.version());
                states.put(rule.id(), last.state());
            });
        }
    }

    /** The newest estimate of each series, by series. */
    @Transactional
    public List<GapEstimate> latest() {
        return estimates.all();
    }

    /** Where a rule stands. */
    @Transactional
    public RuleState state(String rule) {
        return states.of(rule);
    }

    private void end(RuleStore.Versioned old, String why) {
        estimates.locked(old.rule().series()).ifPresent(newest -> {
            RuleState state = states.of(old.rule().id());
            alerts.add(new AlertLifecycle(old.rule(), old.version()).end(state, newest, why));
        });
    }

    private List<RuleStore.Versioned> enabled(Predicate<RuleStore.Versioned> asked) {
        return rules.all().stream()
                .filter(versioned -> versioned.rule().isEnabled())
                .filter(asked)
                .toList();
    }

    /** One rule against the newest estimate of its series. */
    private boolean take(RuleStore.Versioned versioned, GapEstimate newest) {
        String rule = versioned.rule().id();
        RuleState state = states.of(rule);
        AlertLifecycle.Step step = step(versioned, state, newest);
        if (!step.state().equals(state)) {
            states.put(rule, step.state());
        }
        alerts.add(step.alerts());
        return !step.alerts().isEmpty();
    }

    private AlertLifecycle.Step step(RuleStore.Versioned versioned, RuleState state, GapEstimate estimate) {
        Rule rule = versioned.rule();
        Observation observation = rule.condition().policy() == null
                ? Observation.of(estimate)
                : new Observation(estimate, policies.news());
        return new AlertLifecycle(rule, versioned.version()).on(state, observation);
    }
}
