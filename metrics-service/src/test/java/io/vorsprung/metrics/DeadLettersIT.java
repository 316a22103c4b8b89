package io.vorsprung.metrics;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.KafkaAndPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What can not be processed can be seen, sent again and dropped, by who may. */
@QuarkusTest
@WithTestResource(KafkaAndPostgres.class)
class DeadLettersIT {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void withoutATokenNothingIsShown() {
        given().get("/v1/dead-letters").then().statusCode(401).contentType("application/problem+json");
        given().delete("/v1/dead-letters/0-0").then().statusCode(401);
    }

    @Test
    @TestSecurity(user = "eve", roles = "ingest")
    void withAnotherRoleNothingIsShown() {
        given().get("/v1/dead-letters").then().statusCode(403).contentType("application/problem+json");
        given().post("/v1/dead-letters/0-0/resend").then().statusCode(403);
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void letterIsShownWithItsReasonAndDropped() {
        send(new ProducerRecord<>(Topics.ASSESSMENTS, "to-drop", new byte[] {(byte) 0xff, 0, 1}));

        String id = letter("to-drop");
        given().get("/v1/dead-letters/" + id)
                .then()
                .statusCode(200)
                .body("reason", containsString("not a CloudEvent"))
                .body("topic", equalTo(Topics.ASSESSMENTS))
                .body("valueBase64", equalTo("/wAB"))
                .body("state", equalTo("open"));
        given().delete("/v1/dead-letters/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("dropped"))
                .body("decidedBy", equalTo("olga"));
        given().get("/v1/dead-letters?state=dropped").then().body("items.id", hasItem(id));
        given().get("/v1/dead-letters/" + id.replace('-', '_')).then().statusCode(404);
        given().get("/v1/dead-letters?state=lost").then().statusCode(400);
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void letterThatIsSentAgainIsProcessedWhereItCanBe() throws Exception {
        // a good record, set aside by somebody: headers and all
        BenchmarkResult result = EventJson.MAPPER.readValue(
                "{\"model\":\"resent\",\"benchmark\":\"b\",\"score\":0.5,\"unit\":\"fraction\","
                        + "\"evaluatedOn\":\"2025-01-01\",\"evaluator\":\"me\"}",
                BenchmarkResult.class);
        ProducerRecord<String, byte[]> good = KafkaEvents.encode(
                        EventEnvelope.of(result, "urn:test", Instant.parse("2025-01-02T00:00:00Z"), "ann"))
                .get(0);
        ProducerRecord<String, byte[]> aside =
                new ProducerRecord<>(Topics.DEAD_LETTERS, null, good.key(), good.value(), good.headers());
        aside.headers().add("dead-letter-topic", Topics.BENCHMARK_RESULTS.getBytes(StandardCharsets.UTF_8));
        aside.headers().add("dead-letter-reason", "set aside".getBytes(StandardCharsets.UTF_8));
        send(aside);

        given().post("/v1/dead-letters/" + letter("resent") + "/resend")
                .then()
                .statusCode(200)
                .body("state", equalTo("resent"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/v1/events?key=resent").then().body("total", equalTo(1)));
        given().get("/v1/events?key=resent").then().body("items[0].recordedBy", equalTo("ann"));
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void letterFromElsewhereIsNotSentThere() {
        ProducerRecord<String, byte[]> aside = new ProducerRecord<>(Topics.DEAD_LETTERS, "elsewhere", new byte[0]);
        aside.headers().add("dead-letter-topic", "__consumer_offsets".getBytes(StandardCharsets.UTF_8));
        send(aside);

        String id = letter("elsewhere");
        given().post("/v1/dead-letters/" + id + "/resend")
                .then()
                .statusCode(409)
                .body("detail", containsString("not one of our topics"));
        given().get("/v1/dead-letters/" + id).then().body("state", equalTo("open"));
    }

    private static String letter(String key) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().get("/v1/dead-letters?limit=500")
                                .then()
                                .extract()
                                .<String>path("items.find { it.key == '" + key + "' }?.id"),
                        id -> id != null);
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record);
            producer.flush();
        }
    }
}
