package io.vorsprung.alert.evaluate;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.OutboxRelay;
import io.vorsprung.common.outage.DatabaseOutage;
import io.vorsprung.common.wire.DeadLetterHeaders;
import io.vorsprung.common.wire.EstimateRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * The estimate stream, in batches. When a method returns, states and alerts are in the database, or what can not be read is on
 * the dead letters, and the offsets may be committed.
 */
@ApplicationScoped
public class EstimateConsumer {

    private final Evaluation evaluation;
    private final Recovery recovery;
    private final OutboxRelay relay;
    private final MutinyEmitter<byte[]> deadLetters;
    private final AlertConfig config;
    private final MeterRegistry meters;
    private final AtomicLong newest = new AtomicLong();

    EstimateConsumer(
            Evaluation evaluation,
            Recovery recovery,
            OutboxRelay relay,
            @Channel("dead-letters") MutinyEmitter<byte[]> deadLetters,
            AlertConfig config,
            MeterRegistry meters) {
        this.evaluation = evaluation;
        this.recovery = recovery;
        this.relay = relay;
        this.deadLetters = deadLetters;
        this.config = config;
        this.meters = meters;
        meters.gauge("vorsprung.alert.estimate.age.seconds", newest, EstimateConsumer::age);
        meters.counter("vorsprung.alert.dead.letters");
    }

    /** Seconds since the moment that the newest estimate is by; not a number before the first. */
    private static double age(AtomicLong newest) {
        return newest.get() == 0 ? Double.NaN : (Instant.now().toEpochMilli() - newest.get()) / 1000.0;
    }

    @Incoming("gap-estimates")
    @Blocking
    public void consume(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        recovery.await();
        List<Evaluation.Received> received = new ArrayList<>(batch.count());
        List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            if (record.value() == null) {
                continue; // a tombstone of the compacted topic
            }
            try {
                received.add(new Evaluation.Received(
                        EstimateRecords.readEstimate(record.value()),
                        new String(record.value(), StandardCharsets.UTF_8),
                        record.offset()));
                readable.add(record);
            } catch (IOException | RuntimeException unreadable) {
                setAside(record, "not an estimate: " + unreadable.getMessage());
            }
        }
        if (!received.isEmpty() && takeOrSetAside(received, readable)) {
            relay.wake();
        }
        meters.counter("vorsprung.alert.estimates").increment(received.size());
        received.forEach(one -> newest.accumulateAndGet(one.estimate().knownAt().toEpochMilli(), Math::max));
    }

    /** All at once; where that fails for another reason than the database being away, one by one. */
    private boolean takeOrSetAside(List<Evaluation.Received> batch, List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        try {
            return take(batch);
        } catch (RuntimeException refused) {
            boolean toDeliver = false;
            for (int i = 0; i < batch.size(); i++) {
                try {
                    toDeliver |= take(batch.subList(i, i + 1));
                } catch (RuntimeException poison) {
                    setAside(records.get(i), "can not be evaluated: " + poison.getMessage());
                }
            }
            return toDeliver;
        }
    }

    private boolean take(List<Evaluation.Received> batch) throws InterruptedException {
        return DatabaseOutage.waitOut(config.retryDelay(), () -> evaluation.take(batch));
    }

    private void setAside(ConsumerRecord<String, byte[]> record, String reason) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(record.key())
                .withHeaders(DeadLetterHeaders.of(record, reason))
                .build();
        deadLetters.sendMessageAndAwait(Message.of(record.value(), Metadata.of(metadata)));
        meters.counter("vorsprung.alert.dead.letters").increment();
    }
}
