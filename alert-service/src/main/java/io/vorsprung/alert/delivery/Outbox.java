package io.vorsprung.alert.delivery;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EstimateRecords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Sends what waits, in order; what the broker did not acknowledge stays. At least once, the same identifier each time. */
@ApplicationScoped
public class Outbox {

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(20);

    private final AlertStore alerts;
    private final MutinyEmitter<byte[]> emitter;
    private final AlertConfig config;

    public Outbox(AlertStore alerts, @Channel("alerts") MutinyEmitter<byte[]> emitter, AlertConfig config) {
        this.alerts = alerts;
        this.emitter = emitter;
        this.config = config;
    }

    /** @return how many were sent */
    @Transactional
    public int sendWaiting() {
        List<Alert> waiting = alerts.takeWaiting(config.relayBatch());
        for (Alert alert : waiting) {
            var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                    .withKey(alert.rule())
                    .withHeaders(EstimateRecords.headers(alert))
                    .build();
            emitter.sendMessage(Message.of(EstimateRecords.value(alert), Metadata.of(metadata)))
                    .await()
                    .atMost(ACKNOWLEDGED_WITHIN);
        }
        return waiting.size();
    }
}
