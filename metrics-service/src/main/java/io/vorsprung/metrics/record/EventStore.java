package io.vorsprung.metrics.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The events in PostgreSQL. What is there already is not written again. */
@ApplicationScoped
public class EventStore {

    private static final int FETCH = 5_000;

    private static final String TOLD = """
            select a.seq, a.source, a.eventId, a.recordedAt, e.recordedTimeAssumed, e.type, e.data, a.recordedBy
            from AssertionEntity a join RecordedEventEntity e on e.source = a.source and e.id = a.eventId""";

    private record EventRef(String source, String id) {}

    private record AssertionRef(String source, String id, Instant recordedAt) {}

    private final EntityManager entities;

    public EventStore(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Records what is new among {@code events}, in one transaction.
     *
     * @return number of new assertions
     */
    @Transactional
    public int record(List<EventEnvelope> events) {
        Set<String> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.id()));
        Set<EventRef> known = knownEvents(ids);
        Set<AssertionRef> told = knownAssertions(ids);
        int added = 0;
        for (EventEnvelope event : events) {
            if (known.add(new EventRef(event.source(), event.id()))) {
                entity(event).persist();
            }
        }
        entities.flush();
        for (EventEnvelope event : events) {
            if (told.add(new AssertionRef(event.source(), event.id(), event.recordedAt()))) {
                assertion(event).persist();
                added++;
            }
        }
        return added;
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
                .setParameter("id", new String(EventJson.write(id), StandardCharsets.UTF_8))
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

    /** Number of assertions. */
    @Transactional
    public long count() {
        return AssertionEntity.count();
    }

    private Set<EventRef> knownEvents(Collection<String> ids) {
        Set<EventRef> known = new HashSet<>();
        RecordedEventEntity.<RecordedEventEntity>list("id in ?1", ids)
                .forEach(event -> known.add(new EventRef(event.source, event.id)));
        return known;
    }

    private Set<AssertionRef> knownAssertions(Collection<String> ids) {
        Set<AssertionRef> known = new HashSet<>();
        AssertionEntity.<AssertionEntity>list("eventId in ?1", ids)
                .forEach(told -> known.add(new AssertionRef(told.source, told.eventId, told.recordedAt)));
        return known;
    }

    private static RecordedEventEntity entity(EventEnvelope event) {
        RecordedEventEntity entity = new RecordedEventEntity();
        entity.source = event.source();
        entity.id = event.id();
        entity.type = event.type().cloudEventType();
        entity.recordedTimeAssumed = event.recordedTimeAssumed();
        entity.data = new String(EventJson.write(event.event()), StandardCharsets.UTF_8);
        return entity;
    }

    private static AssertionEntity assertion(EventEnvelope event) {
        AssertionEntity entity = new AssertionEntity();
        entity.source = event.source();
        entity.eventId = event.id();
        entity.recordedAt = event.recordedAt();
        entity.recordedBy = event.recordedBy();
        return entity;
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
