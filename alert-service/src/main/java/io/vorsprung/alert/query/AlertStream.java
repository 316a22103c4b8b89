package io.vorsprung.alert.query;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as server-sent events. Each client has a number and nothing else: what comes after it is read from the database, so
 * that a client goes on at any replica.
 */
@ApplicationScoped
class AlertStream {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final int HEARTBEAT_TICKS = 30;
    private static final int AT_A_TIME = 100;

    private final AlertStore alerts;

    AlertStream(AlertStore alerts) {
        this.alerts = alerts;
    }

    /** @param after null: only what is to come */
    Multi<OutboundSseEvent> after(@Nullable Long after, Sse sse) {
        AtomicLong last = new AtomicLong(after == null ? -1 : after);
        return Multi.createFrom()
                .ticks()
                .every(TICK)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToIterable(tick -> next(last, tick, sse));
    }

    private List<OutboundSseEvent> next(AtomicLong last, long tick, Sse sse) {
        if (last.get() < 0) {
            last.set(alerts.lastSeq());
        }
        List<AlertStore.Numbered> found = alerts.after(last.get(), AT_A_TIME);
        if (found.isEmpty()) {
            return tick % HEARTBEAT_TICKS == 0
                    ? List.of(sse.newEventBuilder().comment("still here").build())
                    : List.of();
        }
        last.set(found.get(found.size() - 1).seq());
        return found.stream()
                .map(numbered -> sse.newEventBuilder()
                        .id(Long.toString(numbered.seq()))
                        .name("alert")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(EventJson.text(numbered.alert()))
                        .build())
                .toList();
    }
}
