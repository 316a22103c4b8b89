package io.vorsprung.ingest.publish;

import io.smallrye.common.annotation.Identifier;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.ingest.IngestConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Kafka's own producer, because a batch is answered for as a whole: all records are sent, then all are awaited
 * (docs/decisions/0003).
 */
@ApplicationScoped
public class EventPublisher {

    private final Producer<String, byte[]> producer;

    public EventPublisher(@Identifier("default-kafka-broker") Map<String, Object> broker, IngestConfig config) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(config.deliveryTimeout()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(config.deliveryTimeout()) / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(config.deliveryTimeout()) / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
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
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (EventEnvelope event : events) {
                for (ProducerRecord<String, byte[]> record : KafkaEvents.encode(event)) {
                    sent.add(producer.send(record));
                }
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException notDelivered) {
            throw new BrokerUnavailable(notDelivered.getCause());
        } catch (KafkaException notSent) {
            throw new BrokerUnavailable(notSent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable(interrupted);
        }
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
