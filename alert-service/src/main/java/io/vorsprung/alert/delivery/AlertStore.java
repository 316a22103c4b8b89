package io.vorsprung.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.vorsprung.alert.condition.Memory;
import io.vorsprung.alert.lifecycle.AlertState;
import io.vorsprung.alert.lifecycle.RuleState;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The alerts in PostgreSQL. Within the caller's transaction where nothing else is said. */
@ApplicationScoped
public class AlertStore {

    /** Alerts are numbered in the order in which they commit: whoever reads on from a number misses none. */
    private static final long NUMBERING = 0x766f7275L;

    private final EntityManager entities;
    private final Clock clock;

    public AlertStore(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** An alert and its number; greater ones came later. */
    public record Numbered(long seq, Alert alert) {}

    /** The last alert of a rule. */
    public record Told(Alert last) {

        public int version() {
            return last.ruleVersion();
        }

        /** Whether it is firing, and by a rule that says the same. */
        public boolean isOut(String ruleHash) {
            return last.state() == Alert.State.FIRING && ruleHash.equals(last.ruleHash());
        }

        public RuleState state() {
            return new RuleState(
                    new AlertState.Firing(last.alert(), last.firedAt(), last.asOf(), last.subject(), null),
                    Memory.NONE);
        }
    }

    /** Keeps an alert, to be sent to the topic and to subscribers; one that is there already stays as it is. */
    public void add(Alert alert) {
        if (keep(alert)) {
            OutboxEntity waiting = new OutboxEntity();
            waiting.alertId = alert.id();
            waiting.persist();
            FanoutEntity toPick = new FanoutEntity();
            toPick.alertId = alert.id();
            toPick.at = clock.instant();
            toPick.persist();
        }
    }

    /** Keeps one that was told before. */
    public void addTold(Alert alert) {
        keep(alert);
    }

    private boolean keep(Alert alert) {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(?1)")
                .setParameter(1, NUMBERING)
                .getSingleResult();
        if (AlertEntity.findById(alert.id()) != null) {
            return false;
        }
        AlertEntity entity = new AlertEntity();
        entity.id = alert.id();
        entity.alert = alert.alert();
        entity.rule = alert.rule();
        entity.state = alert.state().name();
        entity.at = alert.at();
        entity.data = new String(EstimateRecords.value(alert), StandardCharsets.UTF_8);
        entity.persist();
        entities.flush();
        return true;
    }

    public boolean isEmpty() {
        return AlertEntity.count() == 0;
    }

    /** The one of a rule that was told last. */
    public Optional<Told> lastOf(String rule) {
        return AlertEntity.<AlertEntity>find("rule = ?1 order by seq desc", rule)
                .firstResultOptional()
                .map(entity -> new Told(read(entity)));
    }

    /** Newest first. In a transaction of its own where there is none. */
    @Transactional
    public List<Alert> newest(int offset, int limit) {
        return AlertEntity.<AlertEntity>findAll(Sort.descending("seq")).range(offset, offset + limit - 1).stream()
                .map(AlertStore::read)
                .toList();
    }

    /** Those whose crossing has fired and neither been resolved nor withdrawn, newest first. */
    @Transactional
    public List<Alert> firing(int offset, int limit) {
        return AlertEntity.<AlertEntity>find("""
                        from AlertEntity a where a.state = 'FIRING' and not exists
                        (select 1 from AlertEntity b where b.alert = a.alert and b.state <> 'FIRING')
                        order by a.seq desc""").range(offset, offset + limit - 1).stream()
                .map(AlertStore::read)
                .toList();
    }

    /** Those after a number, oldest first. */
    @Transactional
    public List<Numbered> after(long seq, int limit) {
        return AlertEntity.<AlertEntity>find("seq > :seq order by seq", Parameters.with("seq", seq))
                .page(0, limit)
                .stream()
                .map(entity -> new Numbered(entity.seq == null ? 0 : entity.seq, read(entity)))
                .toList();
    }

    /** The number of the newest; 0 where there is none. */
    @Transactional
    public long lastSeq() {
        Number last = (Number) entities.createNativeQuery("select coalesce(max(seq), 0) from alerts.alert")
                .getSingleResult();
        return last.longValue();
    }

    /** Those that were told from a moment on and before another, oldest first. */
    @Transactional
    public List<Alert> between(Instant from, Instant to, int limit) {
        return AlertEntity.<AlertEntity>find("at >= ?1 and at < ?2 order by seq", from, to).page(0, limit).stream()
                .map(AlertStore::read)
                .toList();
    }

    @Transactional
    public Optional<Alert> find(String id) {
        return AlertEntity.<AlertEntity>findByIdOptional(id).map(AlertStore::read);
    }

    /** Takes the oldest out of the outbox; they are back if the transaction does not commit. */
    List<Alert> takeWaiting(int most) {
        List<OutboxEntity> waiting = entities.createNativeQuery(
                        "select * from alerts.outbox order by seq limit :most for update", OutboxEntity.class)
                .setParameter("most", most)
                .getResultList();
        List<Alert> taken = new ArrayList<>(waiting.size());
        for (OutboxEntity one : waiting) {
            find(one.alertId).ifPresent(taken::add);
            one.delete();
        }
        return taken;
    }

    /** An alert, and when it was told. */
    record ToPick(Alert alert, Instant at) {}

    /** Takes the oldest that subscribers are to be picked for; they are back if the transaction does not commit. */
    List<ToPick> takeToPick(int most) {
        List<FanoutEntity> waiting = entities.createNativeQuery(
                        "select * from alerts.fanout order by seq limit :most for update", FanoutEntity.class)
                .setParameter("most", most)
                .getResultList();
        List<ToPick> taken = new ArrayList<>(waiting.size());
        for (FanoutEntity one : waiting) {
            find(one.alertId).ifPresent(alert -> taken.add(new ToPick(alert, one.at)));
            one.delete();
        }
        return taken;
    }

    private static Alert read(AlertEntity entity) {
        try {
            return EventJson.MAPPER.readValue(entity.data, Alert.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
