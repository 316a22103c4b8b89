package io.vorsprung.ingest.publish;

import io.smallrye.common.annotation.Identifier;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.GroupProducer;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.ingest.IngestConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** A body's events to their topics, answered for as a whole. */
@ApplicationScoped
public class EventPublisher {

    private final GroupProducer producer;

    public EventPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker, IngestConfig config) {
        this.producer = new GroupProducer(broker, config.deliveryTimeout());
    }

    /**
     * Returns when every event is acknowledged by all in-sync replicas.
     *
     * <p>After failures it refuses at once for some seconds, so that requests do not queue up behind a broker that is away;
     * and only so many may wait at a time.
     *
     * @throws BrokerUnavailable where one is not within {@code vorsprung.ingest.delivery-timeout}
     * @throws org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException where it is not even tried
     */
    @CircuitBreaker(requestVolumeThreshold = 4, delay = 2000, failOn = BrokerUnavailable.class)
    @Bulkhead(64)
    public void publish(List<EventEnvelope> events) throws BrokerUnavailable {
        try {
            producer.send(events.stream()
                            .flatMap(event -> KafkaEvents.encode(event).stream())
                            .toList())
                    .await();
        } catch (KafkaException failed) {
            throw new BrokerUnavailable(failed);
        }
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
