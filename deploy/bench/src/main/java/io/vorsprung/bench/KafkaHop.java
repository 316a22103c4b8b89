package io.vorsprung.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka's own EndToEndLatency does, a record of 1 KB at a time with acks=all from one thread, in nanoseconds and whenever it
 * is asked: the tool itself gives whole milliseconds of one record after the other.
 */
final class KafkaHop implements AutoCloseable {

    static final String TOPIC = "bench-latency";
    static final int BYTES = 1_024;

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final byte[] value = new byte[BYTES];
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaHop(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 0),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(PARTITION));
        skipToEnd();
    }

    /** Past what others have sent. */
    final void skipToEnd() {
        consumer.seekToEnd(List.of(PARTITION));
        consumer.position(PARTITION);
    }

    /** From before a record is sent until it was read, in milliseconds. */
    double millis() throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        producer.send(new ProducerRecord<>(TOPIC, value)).get();
        while (consumer.poll(WAIT).isEmpty()) {
            if (System.nanoTime() - began > WAIT.toNanos()) {
                throw new IllegalStateException("a record was not read within " + WAIT);
            }
        }
        return (System.nanoTime() - began) / 1e6;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
