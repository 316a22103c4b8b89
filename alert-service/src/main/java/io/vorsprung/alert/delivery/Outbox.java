package io.vorsprung.alert.delivery;

import io.smallrye.common.annotation.Identifier;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.GroupProducer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sends what waits, in order; what the broker did not acknowledge stays. At least once, the same identifier each time; one
 * replica at a time, so that the order holds.
 */
@ApplicationScoped
public class Outbox {

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(20);

    private final AlertStore alerts;
    private final GroupProducer producer;
    private final AlertConfig config;

    public Outbox(
            AlertStore alerts, @Identifier("default-kafka-broker") Map<String, Object> broker, AlertConfig config) {
        this.alerts = alerts;
        this.producer = new GroupProducer(broker, ACKNOWLEDGED_WITHIN);
        this.config = config;
    }

    /** @return how many were sent; none where another replica is at it */
    @Transactional
    public int sendWaiting() {
        List<AlertStore.Numbered> waiting = alerts.takeWaiting(config.relayBatch());
        if (!waiting.isEmpty()) {
            GroupProducer.Sent sent = producer.send(waiting.stream()
                    .map(one -> EstimateRecords.record(one.alert()))
                    .toList());
            alerts.remove(waiting);
            sent.await();
        }
        return waiting.size();
    }

    /** Whether more may wait where so many were sent; who adds more wakes the relay. */
    boolean mayHaveMore(int sent) {
        return sent >= config.relayBatch();
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
