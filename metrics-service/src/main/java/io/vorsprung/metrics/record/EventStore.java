package io.vorsprung.metrics.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agroal.api.AgroalDataSource;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The events in PostgreSQL. What is there already is not written again. */
@ApplicationScoped
public class EventStore {

    private static final int FETCH = 5_000;

    private static final String TOLD = """
            select a.seq, a.source, a.eventId, a.recordedAt, e.recordedTimeAssumed, e.type, e.data, a.recordedBy
            from AssertionEntity a join RecordedEventEntity e on e.source = a.source and e.id = a.eventId""";

    /** Held while assertions are numbered, until they are committed. */
    private static final long NUMBERING = 0x766f7277L;

    /** The sequences go by 500, for the version before, which takes blocks; a greater number is all that is needed of them. */
    private static final String RECORD = """
            with numbering as materialized (
              select pg_advisory_xact_lock(?)
            ), told as (
              select t.* from numbering, unnest(?, ?, ?, ?, ?, ?, ?)
                as t (source, id, type, assumed, data, recorded_at, recorded_by)
            ), versions as (
              insert into metrics.recorded_event (seq, source, id, type, recorded_time_assumed, data)
              select nextval('metrics.recorded_event_seq'), source, id, type, assumed::boolean, data from told
              on conflict (source, id) do nothing
            )
            insert into metrics.assertion (seq, source, event_id, recorded_at, recorded_by)
            select nextval('metrics.assertion_seq'), source, id, recorded_at::timestamptz, recorded_by from told
            on conflict (source, event_id, recorded_at) do nothing""";

    private final AgroalDataSource database;
    private final EntityManager entities;

    public EventStore(AgroalDataSource database, EntityManager entities) {
        this.database = database;
        this.entities = entities;
    }

    /**
     * Records what is new among {@code events}, in one statement, which is a transaction of its own. Assertions are numbered in
     * the order in which they commit, whichever replica writes them, so that {@link #readAfter} misses none.
     *
     * @return number of new assertions
     */
    public int record(List<EventEnvelope> events) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setLong(1, NUMBERING);
            texts(statement, 2, events, EventEnvelope::source);
            texts(statement, 3, events, EventEnvelope::id);
            texts(statement, 4, events, event -> event.type().cloudEventType());
            texts(statement, 5, events, event -> Boolean.toString(event.recordedTimeAssumed()));
            texts(statement, 6, events, event -> EventJson.text(event.event()));
            texts(statement, 7, events, event -> event.recordedAt().toString());
            texts(statement, 8, events, EventEnvelope::recordedBy);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new NotRecorded(failed);
        }
    }

    private static void texts(
            PreparedStatement statement,
            int index,
            List<EventEnvelope> events,
            Function<EventEnvelope, @Nullable String> part)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf("text", events.stream().map(part).toArray()));
    }

    /** The database took none of it. */
    static final class NotRecorded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotRecorded(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Every assertion after {@code seq}, and the last one's number; {@code seq} itself where there is none. */
    @Transactional
    public long readAfter(long seq, Consumer<EventEnvelope> each) {
        long last = seq;
        while (true) {
            List<Object[]> rows = entities.createQuery(TOLD + " where a.seq > :seq order by a.seq", Object[].class)
                    .setParameter("seq", last)
                    .setMaxResults(FETCH)
                    .getResultList();
            for (Object[] row : rows) {
                each.accept(envelope(row));
                last = (Long) row[0];
            }
            entities.clear();
            if (rows.size() < FETCH) {
                return last;
            }
        }
    }

    /** Every time that an event was told, and every time that it was taken out, oldest first. */
    @Transactional
    public List<EventEnvelope> history(String id) {
        List<EventEnvelope> told = new ArrayList<>();
        for (Object[] row : entities.createQuery(TOLD + " where a.eventId = :id order by a.recordedAt", Object[].class)
                .setParameter("id", id)
                .setMaxResults(FETCH)
                .getResultList()) {
            told.add(envelope(row));
        }
        // the identifier is quoted as JSON quotes it, and checked again below
        for (Object[] row : entities.createQuery(
                        TOLD + " where e.type = :type and locate(:id, e.data) > 0 order by a.recordedAt",
                        Object[].class)
                .setParameter("type", EventType.RETRACTION.cloudEventType())
                .setParameter("id", EventJson.text(id))
                .setMaxResults(FETCH)
                .getResultList()) {
            EventEnvelope retraction = envelope(row);
            if (((Retraction) retraction.event()).event().equals(id)) {
                told.add(retraction);
            }
        }
        told.sort(Comparator.comparing(EventEnvelope::recordedAt));
        return told;
    }

    private static EventEnvelope envelope(Object[] row) {
        EventType type = EventType.ofCloudEventType((String) row[5])
                .orElseThrow(() -> new IllegalStateException("a recorded event of unknown type " + row[5]));
        try {
            AiEvent event = EventJson.MAPPER.readValue((String) row[6], type.record());
            return new EventEnvelope(
                    (String) row[2], (String) row[1], (Instant) row[3], (Boolean) row[4], (String) row[7], event);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
