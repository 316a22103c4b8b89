package io.vorsprung.alert.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EstimateRecords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * Sends what waits, in order; what the broker did not acknowledge stays. At least once, the same identifier each time; one
 * replica at a time, so that the order holds.
 */
@ApplicationScoped
public class Outbox {

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(20);
    private static final long LOCK = 0x766f7276L;

    private final AlertStore alerts;
    private final EntityManager entities;
    private final MutinyEmitter<byte[]> emitter;
    private final AlertConfig config;

    public Outbox(
            AlertStore alerts,
            EntityManager entities,
            @Channel("alerts") MutinyEmitter<byte[]> emitter,
            AlertConfig config) {
        this.alerts = alerts;
        this.entities = entities;
        this.emitter = emitter;
        this.config = config;
    }

    /** @return how many were sent; none where another replica is at it */
    @Transactional
    public int sendWaiting() {
        boolean mine = (Boolean) entities.createNativeQuery("select pg_try_advisory_xact_lock(?1)")
                .setParameter(1, LOCK)
                .getSingleResult();
        if (!mine) {
            return 0;
        }
        List<Alert> waiting = alerts.takeWaiting(config.relayBatch());
        if (!waiting.isEmpty()) {
            // beside the transaction: what the emitter does on threads of its own must not be part of it
            QuarkusTransaction.suspendingExisting().run(() -> Uni.join()
                    .all(waiting.stream().map(this::send).toList())
                    .andFailFast()
                    .await()
                    .atMost(ACKNOWLEDGED_WITHIN));
        }
        return waiting.size();
    }

    private Uni<Void> send(Alert alert) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(alert.rule())
                .withHeaders(EstimateRecords.headers(alert))
                .build();
        return emitter.sendMessage(Message.of(EstimateRecords.value(alert), Metadata.of(metadata)));
    }
}
