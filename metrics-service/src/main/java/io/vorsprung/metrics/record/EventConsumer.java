package io.vorsprung.metrics.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.vorsprung.common.outage.DatabaseOutage;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.estimate.NewEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Batches of every event topic. When a method returns its events are in the database, or in the dead letters, and the
 * offsets may be committed. A database that is away is waited for; a record that can not be stored stops nothing.
 */
@ApplicationScoped
public class EventConsumer {

    private final EventStore store;
    private final DeadLetters deadLetters;
    private final NewEvents newEvents;
    private final MeterRegistry meters;
    private final MetricsConfig config;

    public EventConsumer(
            EventStore store,
            DeadLetters deadLetters,
            NewEvents newEvents,
            MeterRegistry meters,
            MetricsConfig config) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.newEvents = newEvents;
        this.meters = meters;
        this.config = config;
        // there from the start: a rate wants a zero to begin from
        meters.counter("vorsprung.metrics.dead.letters");
    }

    @Incoming("events")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        List<EventEnvelope> events = new ArrayList<>(batch.count());
        List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>(batch.count());
        boolean backfill = false;
        for (ConsumerRecord<String, byte[]> record : batch) {
            KafkaEvents.Decoded decoded = KafkaEvents.decode(record);
            if (decoded instanceof KafkaEvents.Decoded.Readable read) {
                events.add(read.envelope());
                readable.add(record);
                backfill |= isBackfill(read.envelope(), record);
            } else if (decoded instanceof KafkaEvents.Decoded.Unreadable unreadable) {
                deadLetters.send(record, unreadable.reason());
            }
        }
        int added = recordOrSetAside(events, readable);
        meters.counter("vorsprung.metrics.recorded").increment(added);
        if (added > 0) {
            newEvents.recorded(backfill);
        }
    }

    private boolean isBackfill(EventEnvelope envelope, ConsumerRecord<String, byte[]> record) {
        Duration age = Duration.between(envelope.recordedAt(), Instant.ofEpochMilli(record.timestamp()));
        return age.compareTo(config.backfillAge()) > 0;
    }

    /** All at once; where that fails for another reason than the database being away, one by one. */
    private int recordOrSetAside(List<EventEnvelope> events, List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        try {
            return recordWaiting(events);
        } catch (RuntimeException refused) {
            int added = 0;
            for (int i = 0; i < events.size(); i++) {
                try {
                    added += recordWaiting(events.subList(i, i + 1));
                } catch (RuntimeException poison) {
                    deadLetters.send(records.get(i), "can not be stored: " + poison.getMessage());
                }
            }
            return added;
        }
    }

    /** A race with another replica for the same event is a constraint violation: the second try finds it there. */
    private int recordWaiting(List<EventEnvelope> events) throws InterruptedException {
        return DatabaseOutage.waitOut(config.retryDelay(), () -> store.record(events));
    }
}
