package io.vorsprung.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventSchemas;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.KafkaAndPostgres;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events as they came through a real broker into a real database, and what goes out again. */
@QuarkusTest
@WithTestResource(KafkaAndPostgres.class)
class RecordedEventsIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    DataSource database;

    private ToldHistory history;

    @BeforeEach
    void tellTheHistory() throws Exception {
        history = new ToldHistory(bootstrapServers, database);
        history.tell();
    }

    @Test
    void estimatesAreOnTheirTopic() {
        List<ConsumerRecord<String, byte[]>> estimates =
                history.read(Topics.GAP_ESTIMATES, record -> record.key().equals("us-cn/lag/overall"));

        assertThat(estimates).isNotEmpty().allSatisfy(record -> {
            assertThat(EstimateRecords.readEstimate(record.value()).series()).isEqualTo("us-cn/lag/overall");
            assertThat(EventSchemas.violations("gap-estimate", EventJson.MAPPER.readTree(record.value())))
                    .isEmpty();
        });
    }

    @Test
    void exportIsTheHistoryThatWasTold() throws Exception {
        List<String> exported = given().get("/v1/exports")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(exported).containsAll(BundledHistory.lines());
        assertThat(exported).hasSize(Math.toIntExact(history.count("assertion")));

        List<String> early = given().get("/v1/exports?knownAt=2024-01-01")
                .then()
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(early).hasSizeBetween(100, exported.size() / 2).allSatisfy(line -> assertThat(line)
                .containsAnyOf("\"time\":\"2023", "\"time\":\"2024-01-01", "\"time\":\"201", "\"time\":\"202"));
    }

    @Test
    void eventsAreFoundByWhatTheyAreAboutAndKeepTheirHistory() {
        given().get("/v1/events?type=benchmark-result&key=gpt-5&benchmark=gpqa-diamond")
                .then()
                .statusCode(200)
                .body("total", greaterThan(0))
                .body("items.data.model.unique()", equalTo(List.of("gpt-5")))
                .body("items[0].inForce", equalTo(true));
        String id = given().get("/v1/events?type=model-release&key=gpt-5")
                .then()
                .body("total", equalTo(1))
                .extract()
                .path("items[0].id");
        EventEnvelope release = BundledHistory.events().stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
        // a copy under another name, so that no other test misses it
        EventEnvelope copy = new EventEnvelope(
                "history-of-an-event",
                "urn:test",
                release.recordedAt(),
                true,
                "ann",
                otherPolicy("history-of-an-event"));
        history.send(KafkaEvents.encode(copy));
        history.send(KafkaEvents.encode(new EventEnvelope(
                "taken-out",
                "urn:test",
                release.recordedAt().plusSeconds(1),
                false,
                "bob",
                new Retraction("history-of-an-event", "wrong", null, null))));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().get("/v1/events/history-of-an-event")
                .then()
                .body("recordedBy", equalTo(List.of("ann", "bob")))
                .body("[1].data.reason", equalTo("wrong")));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().get("/v1/events?key=history-of-an-event")
                .then()
                .body("items[0].inForce", equalTo(false)));
        given().get("/v1/events/no-such").then().statusCode(404);
    }

    @Test
    void changesBetweenTwoVintagesAreListed() {
        given().get("/v1/changes?from=2026-06-30&to=2026-07-31&limit=1000")
                .then()
                .statusCode(200)
                .body("total", greaterThan(5))
                .body("items.change.unique()", equalTo(List.of("added")))
                .body("items.findAll { it.type == 'model-release' }.key", hasItem("gpt-5.6-sol"));
        given().get("/v1/changes").then().statusCode(400).body("errors[0].field", equalTo("from"));
    }

    @Test
    void duplicatesChangeNothing() throws Exception {
        long events = history.count("recorded_event");
        long assertions = history.count("assertion");
        List<ProducerRecord<String, byte[]>> again = new ArrayList<>();
        for (EventEnvelope event : BundledHistory.events().subList(0, 300)) {
            again.addAll(KafkaEvents.encode(event));
            again.addAll(KafkaEvents.encode(event));
        }
        history.send(again);
        history.send(poison("after-duplicates"));
        await().untilAsserted(() -> assertThat(deadLetters("after-duplicates")).hasSize(1));

        assertThat(history.count("recorded_event")).isEqualTo(events);
        assertThat(history.count("assertion")).isEqualTo(assertions);
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheNextOneIsProcessed() throws Exception {
        history.send(poison("poison"));
        EventEnvelope good = BundledHistory.events().get(0);
        EventEnvelope renamed = new EventEnvelope("after-poison", "urn:test", good.recordedAt(), true, good.event());
        history.send(KafkaEvents.encode(renamed));

        await().untilAsserted(() -> assertThat(deadLetters("poison")).hasSize(1));
        await().untilAsserted(() -> assertThat(history.count("recorded_event where id = 'after-poison'"))
                .isEqualTo(1));
        ConsumerRecord<String, byte[]> dead = deadLetters("poison").get(0);
        assertThat(new String(dead.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                .contains("not a CloudEvent");
        assertThat(new String(dead.headers().lastHeader("dead-letter-topic").value(), StandardCharsets.UTF_8))
                .isEqualTo(Topics.POLICY_EVENTS);
    }

    private static PolicyEvent otherPolicy(String id) {
        try {
            return EventJson.MAPPER.readValue(
                    "{\"policy\":\"" + id + "\",\"title\":\"t\",\"jurisdiction\":\"US\",\"kind\":\"plan\",\"stance\":"
                            + "\"promote\",\"announcedOn\":\"2025-01-01\"}",
                    PolicyEvent.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<ProducerRecord<String, byte[]>> poison(String key) {
        return List.of(new ProducerRecord<>(Topics.POLICY_EVENTS, key, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters(String key) {
        return history.read(Topics.DEAD_LETTERS, record -> record.key().equals(key));
    }
}
