package io.vorsprung.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.vorsprung.alert.condition.Memory;
import io.vorsprung.alert.database.Sql;
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
import java.util.function.Function;

/** The alerts in PostgreSQL. Within the caller's transaction where nothing else is said. */
@ApplicationScoped
public class AlertStore {

    /** Alerts are numbered in the order in which they commit: whoever reads on from a number misses none. */
    private static final long NUMBERING = 0x766f7275L;

    /** Held while the outbox is emptied. */
    private static final long RELAY = 0x766f7276L;

    private static final String NUMBERED = """
            with numbering as materialized (
              select pg_advisory_xact_lock(?)
            ), told as (
              select told.* from numbering, unnest(?, ?, ?, ?, ?, ?)
                with ordinality as told (id, alert, rule, state, at, data, place)
            )
            """;

    private static final String KEEP = """
            insert into alerts.alert (id, alert, rule, state, at, data)
            select id, alert, rule, state, at::timestamptz, data from told order by place
            on conflict (id) do nothing
            """;

    private static final String KEEP_AND_SEND = NUMBERED + ", kept as (" + KEEP + """
            returning id, seq), waiting as (
              insert into alerts.outbox (alert_id) select id from kept order by seq
            )
            insert into alerts.fanout (alert_id, at) select id, ?::timestamptz from kept order by seq""";

    private static final String WAITING = """
            select outbox.seq, alert.data from alerts.outbox outbox join alerts.alert alert on alert.id = outbox.alert_id
            where pg_try_advisory_xact_lock(?) order by outbox.seq limit ? for update of outbox""";

    private final Sql sql;
    private final EntityManager entities;
    private final Clock clock;

    public AlertStore(Sql sql, EntityManager entities, Clock clock) {
        this.sql = sql;
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

    /** Keeps alerts, to be sent to the topic and to subscribers, in this order; one that is there already stays as it is. */
    public void add(List<Alert> each) {
        if (!each.isEmpty()) {
            sql.tell(List.of(adding(each)));
        }
    }

    /** For {@link #add}, beside other commands. */
    public Sql.Command adding(List<Alert> each) {
        List<Object> parameters = told(each);
        parameters.add(clock.instant().toString());
        return new Sql.Command(KEEP_AND_SEND, parameters);
    }

    /** Keeps those that were told before. */
    public void addTold(List<Alert> each) {
        sql.tell(List.of(new Sql.Command(NUMBERED + KEEP, told(each))));
    }

    private static List<Object> told(List<Alert> each) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(NUMBERING);
        for (Function<Alert, String> part : List.<Function<Alert, String>>of(
                Alert::id,
                Alert::alert,
                Alert::rule,
                alert -> alert.state().name(),
                alert -> alert.at().toString(),
                alert -> new String(EstimateRecords.value(alert), StandardCharsets.UTF_8))) {
            parameters.add(each.stream().map(part).toList());
        }
        return parameters;
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

    /** The oldest in the outbox, locked; none while another replica is at it, so that the order holds. */
    List<Numbered> takeWaiting(int most) {
        return sql.rows(
                WAITING,
                statement -> {
                    statement.setLong(1, RELAY);
                    statement.setInt(2, most);
                },
                row -> new Numbered(row.getLong(1), read(row.getString(2))));
    }

    /** Takes them out of the outbox; they are back if the transaction does not commit. */
    void remove(List<Numbered> sent) {
        sql.updateEach(
                "delete from alerts.outbox where seq = ?", sent, (statement, one) -> statement.setLong(1, one.seq()));
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
        return read(entity.data);
    }

    private static Alert read(String data) {
        try {
            return EventJson.MAPPER.readValue(data, Alert.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
