package io.vorsprung.common.wire;

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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka's own producer, for what is answered for as a whole: all records are sent, then all are awaited (docs/decisions/0003).
 * Acknowledged by all in-sync replicas, in order, each once; it waits for no more to come (Kafka 4 would, 5 ms: KIP-1030).
 */
public final class GroupProducer implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;

    /**
     * @param broker where and how to connect, as in {@code kafka.*}
     * @param within what is not acknowledged by then has failed
     */
    public GroupProducer(Map<String, Object> broker, Duration within) {
        int millis = Math.toIntExact(within.toMillis());
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * They are on their way when this returns.
     *
     * @throws KafkaException where one can not even be sent
     */
    public Sent send(List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
        records.forEach(record -> acknowledgements.add(producer.send(record)));
        return new Sent(acknowledgements);
    }

    /** Records on their way. */
    public static final class Sent {

        private final List<Future<RecordMetadata>> acknowledgements;

        private Sent(List<Future<RecordMetadata>> acknowledgements) {
            this.acknowledgements = acknowledgements;
        }

        /**
         * Returns when every one is acknowledged.
         *
         * @throws KafkaException where one is not; {@link InterruptException} where the thread was interrupted, and is again
         */
        public void await() {
            try {
                for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                    acknowledgement.get();
                }
            } catch (ExecutionException notDelivered) {
                throw notDelivered.getCause() instanceof KafkaException known
                        ? known
                        : new KafkaException(notDelivered.getCause());
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted); // sets the thread's mark again
            }
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
