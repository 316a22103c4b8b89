package io.vorsprung.alert.evaluate;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.OutboxRelay;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.outage.DatabaseOutage;
import io.vorsprung.common.wire.EstimateRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The estimate stream. When a method returns, state and alerts are in the database and the offset may be committed; what can
 * not be read is an exception, which the channel's failure strategy puts on the dead letters, and the next one comes.
 */
@ApplicationScoped
public class EstimateConsumer {

    private final Evaluation evaluation;
    private final OutboxRelay relay;
    private final AlertConfig config;
    private final MeterRegistry meters;

    public EstimateConsumer(Evaluation evaluation, OutboxRelay relay, AlertConfig config, MeterRegistry meters) {
        this.evaluation = evaluation;
        this.relay = relay;
        this.config = config;
        this.meters = meters;
    }

    @Incoming("gap-estimates")
    @Blocking
    public void consume(ConsumerRecord<String, byte[]> record) throws IOException, InterruptedException {
        if (record.value() == null) {
            return; // a tombstone of the compacted topic
        }
        GapEstimate estimate = EstimateRecords.readEstimate(record.value());
        boolean toDeliver =
                DatabaseOutage.waitOut(config.retryDelay(), () -> evaluation.take(estimate, record.offset()));
        meters.counter("vorsprung.alert.estimates").increment();
        if (toDeliver) {
            relay.wake();
        }
    }
}
