package io.vorsprung.alert.evaluate;

import io.quarkus.panache.common.Sort;
import io.vorsprung.alert.condition.Observation;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.alert.digest.Moves;
import io.vorsprung.alert.lifecycle.AlertLifecycle;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.alert.rule.RuleStore;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.EventEnvelope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Estimates against the rules of their series, one rule against the newest estimate: one transaction each. */
@ApplicationScoped
public class Evaluation {

    private final RuleStore rules;
    private final RuleStates states;
    private final PolicyStore policies;
    private final AlertStore alerts;
    private final Moves moves;

    Evaluation(RuleStore rules, RuleStates states, PolicyStore policies, AlertStore alerts, Moves moves) {
        this.rules = rules;
        this.states = states;
        this.policies = policies;
        this.alerts = alerts;
        this.moves = moves;
    }

    /** An estimate and where it was on its partition; a series stays on one. */
    record Received(GapEstimate estimate, long offset) {}

    /**
     * Takes estimates in, in their order. One that was taken in before, or an older one, changes nothing.
     *
     * @return whether there is something to deliver
     */
    @Transactional
    boolean take(List<Received> batch) {
        Map<String, LatestEstimateEntity> latest = locked(batch);
        Map<String, List<RuleStore.Versioned>> bySeries = enabled(versioned -> true).stream()
                .collect(Collectors.groupingBy(versioned -> versioned.rule().series()));
        boolean toDeliver = false;
        for (Received received : batch) {
            GapEstimate estimate = received.estimate();
            @Nullable LatestEstimateEntity before = latest.get(estimate.series());
            if (before != null && before.isAhead(received.offset(), estimate)) {
                continue;
            }
            if (moves.areNotedOf(estimate)) {
                moves.note(before == null ? null : read(before), estimate);
            }
            latest.put(estimate.series(), remember(before, estimate, received.offset()));
            for (RuleStore.Versioned versioned : bySeries.getOrDefault(estimate.series(), List.of())) {
                toDeliver |= step(versioned, estimate);
            }
        }
        return toDeliver;
    }

    /** Takes in a policy, or a retraction of one, and holds it against the rules that ask for policies. */
    @Transactional
    boolean take(EventEnvelope policy) {
        policies.take(policy);
        boolean toDeliver = false;
        for (RuleStore.Versioned versioned :
                enabled(one -> one.rule().condition().policy() != null)) {
            LatestEstimateEntity newest =
                    LatestEstimateEntity.findById(versioned.rule().series(), LockModeType.PESSIMISTIC_WRITE);
            if (newest != null) {
                toDeliver |= step(versioned, read(newest));
            }
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
        LatestEstimateEntity newest = LatestEstimateEntity.findById(rule.series(), LockModeType.PESSIMISTIC_WRITE);
        if (newest != null && rule.isEnabled()) {
            step(versioned, read(newest));
        }
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
        return LatestEstimateEntity.<LatestEstimateEntity>listAll(Sort.by("series")).stream()
                .map(Evaluation::read)
                .toList();
    }

    /** Where a rule stands. */
    @Transactional
    public RuleState state(String rule) {
        return states.of(rule);
    }

    private void end(RuleStore.Versioned old, String why) {
        LatestEstimateEntity newest =
                LatestEstimateEntity.findById(old.rule().series(), LockModeType.PESSIMISTIC_WRITE);
        if (newest != null) {
            new AlertLifecycle(old.rule(), old.version())
                    .end(states.of(old.rule().id()), read(newest), why)
                    .forEach(alerts::add);
        }
    }

    private List<RuleStore.Versioned> enabled(Predicate<RuleStore.Versioned> asked) {
        return rules.all().stream()
                .filter(versioned -> versioned.rule().isEnabled())
                .filter(asked)
                .toList();
    }

    private boolean step(RuleStore.Versioned versioned, GapEstimate estimate) {
        Rule rule = versioned.rule();
        RuleState state = states.of(rule.id());
        Observation observation = rule.condition().policy() == null
                ? Observation.of(estimate)
                : new Observation(estimate, policies.news());
        AlertLifecycle.Step step = new AlertLifecycle(rule, versioned.version()).on(state, observation);
        if (!step.state().equals(state)) {
            states.put(rule.id(), step.state());
        }
        step.alerts().forEach(alerts::add);
        return !step.alerts().isEmpty();
    }

    /** In one order, so that two transactions can not wait for each other. */
    private static Map<String, LatestEstimateEntity> locked(Collection<Received> batch) {
        TreeSet<String> series = batch.stream()
                .map(received -> received.estimate().series())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, LatestEstimateEntity> found = new HashMap<>();
        LatestEstimateEntity.<LatestEstimateEntity>find("series in ?1 order by series", series)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .stream()
                .forEach(one -> found.put(one.series, one));
        return found;
    }

    private static LatestEstimateEntity remember(
            @Nullable LatestEstimateEntity before, GapEstimate estimate, long offset) {
        LatestEstimateEntity kept = before == null ? new LatestEstimateEntity() : before;
        kept.series = estimate.series();
        kept.offset = offset;
        kept.knownAt = estimate.knownAt();
        kept.revision = estimate.revision();
        kept.data = new String(EstimateRecords.value(estimate), StandardCharsets.UTF_8);
        if (before == null) {
            kept.persist();
        }
        return kept;
    }

    private static GapEstimate read(LatestEstimateEntity entity) {
        try {
            return EstimateRecords.readEstimate(entity.data.getBytes(StandardCharsets.UTF_8));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
