package io.vorsprung.alert;

import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts estimates on their topic. */
public final class Stream implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    public Stream(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    /** Returns when they are acknowledged. */
    public void send(Estimates.Maker... estimates) throws InterruptedException, ExecutionException {
        for (Estimates.Maker estimate : estimates) {
            GapEstimate made = estimate.make();
            send(made.series(), EstimateRecords.value(made));
        }
    }

    public void send(String key, byte[] value) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(Topics.GAP_ESTIMATES, key, value)).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
