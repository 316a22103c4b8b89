package io.vorsprung.common.wire;

import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.Retraction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event and what is known about its telling.
 *
 * @param id unique within {@code source}
 * @param source URI reference of who tells
 * @param recordedAt when we were told ({@code ce_time}), to the millisecond
 * @param recordedTimeAssumed whether that time is a convention, as for history that was told all at once
 * @param recordedBy who told, by the name in their token; absent where that is not known
 */
public record EventEnvelope(
        String id,
        String source,
        Instant recordedAt,
        boolean recordedTimeAssumed,
        @Nullable String recordedBy,
        AiEvent event) {

    public EventEnvelope(String id, String source, Instant recordedAt, boolean recordedTimeAssumed, AiEvent event) {
        this(id, source, recordedAt, recordedTimeAssumed, null, event);
    }

    public EventEnvelope {
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is told, named by its content. */
    public static EventEnvelope of(AiEvent event, String source, Instant recordedAt, @Nullable String recordedBy) {
        return new EventEnvelope(EventIdentity.of(source, event), source, recordedAt, false, recordedBy, event);
    }

    /** The same where nobody is asked who they are. */
    public static EventEnvelope of(AiEvent event, String source, Instant recordedAt) {
        return of(event, source, recordedAt, null);
    }

    public EventType type() {
        return EventType.of(event);
    }

    /** The Kafka key. */
    public String key() {
        if (event instanceof Retraction retraction) {
            return retraction.key() == null ? retraction.event() : retraction.key();
        }
        return ((Fact) event).key();
    }
}
