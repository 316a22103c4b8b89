package io.vorsprung.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.embedded.TopicContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The bundled history, told to the service over its topics; and what is in its database and on the topics. */
final class ToldHistory {

    static final int EVENTS = 2532;

    private final String bootstrapServers;
    private final DataSource database;

    ToldHistory(String bootstrapServers, DataSource database) {
        this.bootstrapServers = bootstrapServers;
        this.database = database;
    }

    /** Once for all tests; until it is recorded and estimated. */
    void tell() throws Exception {
        String ofTheHistory = "recorded_event where source = 'urn:vorsprung:history'";
        if (count(ofTheHistory) < EVENTS) {
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            BundledHistory.events().forEach(event -> records.addAll(KafkaEvents.encode(event)));
            send(records);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count(ofTheHistory)).isEqualTo(EVENTS));
        int recorded = Math.toIntExact(count("recorded_event where type <> 'io.vorsprung.retraction.v1'"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/v1/gap").then().body("revision", greaterThanOrEqualTo(recorded)));
    }

    void send(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    List<ConsumerRecord<String, byte[]>> read(String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return TopicContents.read(bootstrapServers, topic).stream()
                .filter(wanted)
                .toList();
    }

    /** Rows of a table, with or without a condition. */
    long count(String from) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from metrics." + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
