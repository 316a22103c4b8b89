package io.vorsprung.alert.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.panache.common.Sort;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.alert.lifecycle.AlertLifecycle;
import io.vorsprung.alert.lifecycle.AlertState;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.alert.rule.RuleStore;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One estimate against the rules of its series; one rule against the newest estimate. */
@ApplicationScoped
public class Evaluation {

    private final RuleStore rules;
    private final AlertStore alerts;

    public Evaluation(RuleStore rules, AlertStore alerts) {
        this.rules = rules;
        this.alerts = alerts;
    }

    /**
     * Takes an estimate in. One that was taken in before, or an older one, changes nothing.
     *
     * @param offset on its partition; a series stays on one
     * @return whether there is something to deliver
     */
    @Transactional
    public boolean take(GapEstimate estimate, long offset) {
        LatestEstimateEntity latest = LatestEstimateEntity.findById(estimate.series(), LockModeType.PESSIMISTIC_WRITE);
        if (latest != null && latest.offset >= offset) {
            return false;
        }
        remember(latest, estimate, offset);
        boolean toDeliver = false;
        for (RuleStore.Versioned versioned : rules.all()) {
            if (versioned.rule().series().equals(estimate.series())) {
                toDeliver |= step(versioned, estimate);
            }
        }
        return toDeliver;
    }

    /** Creates or replaces a rule; it starts anew, with the present. */
    @Transactional
    public RuleStore.Versioned put(Rule rule) {
        LatestEstimateEntity latest = LatestEstimateEntity.findById(rule.series(), LockModeType.PESSIMISTIC_WRITE);
        RuleStore.Versioned versioned = rules.put(rule);
        RuleStateEntity before = RuleStateEntity.findById(rule.id());
        if (before != null) {
            before.data = json(new AlertState.Inactive(null));
        }
        if (latest != null) {
            step(versioned, read(latest));
        }
        return versioned;
    }

    /** The newest estimate of each series, by series. */
    @Transactional
    public List<GapEstimate> latest() {
        return LatestEstimateEntity.<LatestEstimateEntity>listAll(Sort.by("series")).stream()
                .map(Evaluation::read)
                .toList();
    }

    private boolean step(RuleStore.Versioned versioned, GapEstimate estimate) {
        RuleStateEntity entity = RuleStateEntity.findById(versioned.rule().id());
        AlertState state = entity == null ? new AlertState.Inactive(null) : state(entity);
        AlertLifecycle.Step step = new AlertLifecycle(versioned.rule(), versioned.version()).on(state, estimate);
        RuleStateEntity kept = entity == null ? new RuleStateEntity() : entity;
        kept.ruleId = versioned.rule().id();
        kept.data = json(step.state());
        if (entity == null) {
            kept.persist();
        }
        step.alerts().forEach(alerts::add);
        return !step.alerts().isEmpty();
    }

    private static void remember(@Nullable LatestEstimateEntity latest, GapEstimate estimate, long offset) {
        LatestEstimateEntity kept = latest == null ? new LatestEstimateEntity() : latest;
        kept.series = estimate.series();
        kept.offset = offset;
        kept.data = new String(EstimateRecords.value(estimate), StandardCharsets.UTF_8);
        if (latest == null) {
            kept.persist();
        }
    }

    private static String json(AlertState state) {
        return new String(EventJson.write(state), StandardCharsets.UTF_8);
    }

    private static AlertState state(RuleStateEntity entity) {
        try {
            return EventJson.MAPPER.readValue(entity.data, AlertState.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static GapEstimate read(LatestEstimateEntity entity) {
        try {
            return EstimateRecords.readEstimate(entity.data.getBytes(StandardCharsets.UTF_8));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
