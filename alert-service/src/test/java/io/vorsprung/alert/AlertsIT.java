package io.vorsprung.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventSchemas;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.KafkaAndPostgres;
import io.vorsprung.embedded.TopicContents;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(user = "tester", roles = "operator")
@WithTestResource(KafkaAndPostgres.class)
class AlertsIT {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void crossingIsToldOnceOnTheTopicAndListed() throws Exception {
        String rule = "crossing";
        createRule("{'id':'crossing','name':'Crossing','comparison':'us-cn','measure':'lag','condition':{'below':6},"
                + "'clear':7}");
        send(Estimates.of("lag", 8, DAY, Cause.EVENT));
        send(Estimates.of("lag", 5.5, DAY.plusDays(1), Cause.EVENT));
        await().untilAsserted(() -> assertThat(told(rule)).hasSize(1));

        // unreadable, then the same crossing again: a later day, still below
        sendBytes("us-cn/lag/overall", "not json".getBytes(StandardCharsets.UTF_8));
        send(Estimates.of("lag", 5.6, DAY.plusDays(2), Cause.CLOCK));
        send(Estimates.of("lag", 7.5, DAY.plusDays(3), Cause.EVENT));
        await().untilAsserted(() -> assertThat(told(rule)).hasSize(2));

        List<Alert> told = told(rule);
        assertThat(told).extracting(Alert::state).containsExactly(Alert.State.FIRING, Alert.State.RESOLVED);
        assertThat(told.get(0).asOf()).isEqualTo(DAY.plusDays(1));
        assertThat(told.get(0).summary()).contains("5.50 months");
        given().get("/v1/alerts")
                .then()
                .body("id", hasItems(told.get(0).id(), told.get(1).id()));
        given().get("/v1/alerts?state=firing").then().body("findAll { it.rule == 'crossing' }.size()", equalTo(0));
        given().get("/v1/alerts/" + told.get(0).id()).then().body("state", equalTo("firing"));
    }

    @Test
    void defaultRulesAreThereAndRulesCanBeKept() {
        given().get("/v1/rules")
                .then()
                .body(
                        "id",
                        hasItems(
                                "us-cn-lag-below-6",
                                "us-cn-lag-below-3",
                                "us-cn-lag-above-12",
                                "us-cn-leader-changes"));
        String rule = """
                {"id":"mine","name":"Mine","comparison":"us-cn","measure":"capability","condition":{"below":2},"for":"P3D"}""";
        given().contentType("application/json")
                .body(rule)
                .post("/v1/rules")
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/rules/mine"));
        given().contentType("application/json")
                .body(rule.replace("P3D", "P4D"))
                .put("/v1/rules/mine")
                .then()
                .statusCode(200);
        given().get("/v1/rules/mine").then().body("for", equalTo("P4D"));
        String tag = given().get("/v1/rules/mine").then().extract().header("ETag");
        given().contentType("application/json")
                .header("If-Match", "\"1-000000000000\"")
                .body(rule)
                .put("/v1/rules/mine")
                .then()
                .statusCode(412)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .header("If-Match", tag)
                .body(rule.replace("\"for\":\"P3D\"", "\"enabled\":false"))
                .put("/v1/rules/mine")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false), "version", equalTo(3), "source", equalTo("http"));
        given().delete("/v1/rules/mine").then().statusCode(204);
        given().get("/v1/rules/mine").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void newRuleAndEachNewVersionStartWithThePresent() throws Exception {
        send(Estimates.of("lag-trend", 7, DAY, Cause.EVENT));
        await().untilAsserted(() -> given().get("/v1/estimates").then().body("measure", hasItem("lag-trend")));
        String rule = """
                {"id":"present","name":"Present","comparison":"us-cn","measure":"lag-trend","condition":{"below":10}}""";

        given().contentType("application/json")
                .body(rule)
                .post("/v1/rules")
                .then()
                .statusCode(201);
        await().untilAsserted(() -> assertThat(told("present")).hasSize(1));
        given().contentType("application/json")
                .body(rule.replace("10", "11"))
                .put("/v1/rules/present")
                .then()
                .statusCode(200);
        await().untilAsserted(() -> assertThat(told("present")).hasSize(3));

        assertThat(told("present"))
                .extracting(Alert::state)
                .containsExactly(Alert.State.FIRING, Alert.State.RESOLVED, Alert.State.FIRING);
        assertThat(told("present")).extracting(Alert::ruleVersion).containsExactly(1, 1, 2);
        given().delete("/v1/rules/present").then().statusCode(204);
        await().untilAsserted(() -> assertThat(told("present")).hasSize(4));
        assertThat(told("present").get(3).summary()).endsWith("the rule was deleted");
        // the same rule again is another version: it rings again
        createRule(rule.replace("10", "11"));
        await().untilAsserted(() -> assertThat(told("present")).hasSize(5));
        assertThat(told("present")).extracting(Alert::id).doesNotHaveDuplicates();
    }

    private static void createRule(String json) {
        given().contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/v1/rules")
                .then()
                .statusCode(201);
    }

    @Test
    void wrongRuleNamesFieldAndExpectation() {
        refused(
                "{\"id\":\"x\",\"name\":\"x\",\"comparison\":\"us-eu\",\"measure\":\"lag\",\"condition\":{\"below\":1}}",
                "comparison");
        refused(
                "{\"id\":\"x\",\"name\":\"x\",\"comparison\":\"us-cn\",\"measure\":\"lag\",\"condition\":{}}",
                "condition");
        refused(
                "{\"id\":\"x\",\"name\":\"x\",\"comparison\":\"us-cn\",\"measure\":\"lag\",\"condition\":{\"below\":3},\"clear\":2}",
                "clear");
        refused(
                "{\"id\":\"x\",\"name\":\"x\",\"comparison\":\"us-cn\",\"measure\":\"lag\",\"condition\":{\"below\":3},\"extra\":1}",
                "extra");
        refused("not json", "");
    }

    private static void refused(String body, String field) {
        given().contentType("application/json")
                .body(body)
                .post("/v1/rules")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
    }

    private void send(GapEstimate estimate) throws Exception {
        sendBytes(estimate.series(), EstimateRecords.value(estimate));
    }

    private void sendBytes(String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.GAP_ESTIMATES, key, value))
                    .get();
        }
    }

    private List<Alert> told(String rule) throws Exception {
        List<Alert> told = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : TopicContents.read(bootstrapServers, Topics.ALERTS)) {
            if (record.key().equals(rule)) {
                assertThat(EventSchemas.violations("alert", EventJson.MAPPER.readTree(record.value())))
                        .isEmpty();
                told.add(EventJson.MAPPER.readValue(record.value(), Alert.class));
            }
        }
        return told;
    }
}
