package io.vorsprung.alert.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vorsprung.alert.Estimates;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.embedded.KafkaAndPostgres;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an estimate on the topic to the receiver of a webhook, over a real broker, database and HTTP server. */
@QuarkusTest
@TestSecurity(user = "tester", roles = "operator")
@WithTestResource(KafkaAndPostgres.class)
@WithTestResource(MailServer.class)
class WebhookDeliveryIT {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    DataSource database;

    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = new Desk(bootstrapServers, DAY.minusDays(1));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void signedAlertReachesTheSubscriberOnceInOrder() throws Exception {
        desk.rule("signed", "'measure':'lag','condition':{'below':6}");
        String secret =
                desk.subscribe("{'id':'s-signed','url':'" + desk.receiver().url("/signed") + "','rules':['signed']}");

        desk.send(Estimates.lag(DAY).value(8.0), Estimates.lag(DAY.plusDays(1)).value(5.0));
        await().untilAsserted(() -> assertThat(desk.receiver().at("/signed")).hasSize(1));
        desk.send(Estimates.lag(DAY.plusDays(2)).value(7.0));
        await().untilAsserted(() -> assertThat(desk.receiver().at("/signed")).hasSize(2));

        Receiver.Got first = desk.receiver().at("/signed").get(0);
        assertThat(first.signature())
                .isEqualTo(new Webhook(secret).sign(first.id(), Long.parseLong(first.timestamp()), first.body()));
        JsonNode payload = EventJson.MAPPER.readTree(first.body());
        assertThat(payload.path("type").asText()).isEqualTo("alert.firing");
        assertThat(payload.at("/data/id").asText()).isEqualTo(first.id());
        assertThat(desk.receiver().at("/signed").get(1).body()).contains("alert.resolved");
        given().get("/v1/subscriptions/s-signed").then().body("secret", nullValue());
        given().get("/v1/subscriptions/s-signed/deliveries")
                .then()
                .body("state", equalTo(List.of("delivered", "delivered")));
    }

    /** prometheus/alertmanager 2158, 4108: repeated after a failing receiver; 2286: many retries at once. */
    @Test
    void receiverThatFailsForTenMinutesGetsEachOnceInOrderPerRule() throws Exception {
        desk.rule("ten-a", "'measure':'lag','condition':{'below':6}");
        desk.rule("ten-b", "'measure':'lag-bound','condition':{'below':6}");
        desk.subscribe("{'id':'s-ten','url':'" + desk.receiver().url("/ten") + "','rules':['ten-a','ten-b']}");
        desk.receiver().answer(path -> 500);

        for (int i = 0; i < 4; i++) {
            double value = i % 2 == 0 ? 5.0 : 8.0;
            desk.send(
                    Estimates.lag(DAY.plusDays(20 + i)).value(value),
                    Estimates.of("lag-bound", DAY.plusDays(20 + i)).value(value));
        }
        await().untilAsserted(() -> assertThat(desk.receiver().at("/ten")).isNotEmpty());
        Instant began = SetClock.now();
        while (Duration.between(began, SetClock.now()).compareTo(Duration.ofMinutes(10)) < 0) {
            int before = desk.receiver().at("/ten").size();
            SetClock.forward(Duration.ofSeconds(90));
            await().pollDelay(Duration.ofMillis(400))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> desk.receiver().at("/ten").size() >= before);
        }
        assertThat(desk.receiver().taken("/ten")).isEmpty();
        // four waits of the schedule fit into ten minutes: no more than five attempts at each of the two heads
        assertThat(desk.receiver().at("/ten").size()).isBetween(4, 10);
        desk.receiver().answer(path -> 200);
        SetClock.forward(Duration.ofHours(1));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(desk.receiver().taken("/ten")).hasSize(8));
        List<Receiver.Got> taken = desk.receiver().taken("/ten");
        assertThat(taken).extracting(Receiver.Got::id).doesNotHaveDuplicates();
        for (String rule : List.of("ten-a", "ten-b")) {
            assertThat(taken.stream()
                            .map(got -> Desk.alert(got.body()))
                            .filter(alert -> alert.rule().equals(rule))
                            .map(Alert::state))
                    .containsExactly(
                            Alert.State.FIRING, Alert.State.RESOLVED, Alert.State.FIRING, Alert.State.RESOLVED);
        }
    }

    /** How fast is for the benchmark to say; here, that nobody waits for one that hangs, nor for a second attempt. */
    @Test
    void fiftyOfAThousandHangAndTheOthersAreTold() throws Exception {
        desk.rule("many", "'measure':'lag','condition':{'below':6}");
        desk.receiver().answer(path -> path.startsWith("/hang/") ? Receiver.HANG : 204);
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String path = (i % 20 == 0 ? "/hang/" : "/good/") + i;
            if (path.startsWith("/good/")) {
                good.add(path);
            }
            desk.subscribe("{'id':'s-many-" + i + "','url':'" + desk.receiver().url(path) + "','rules':['many']}");
        }

        desk.send(Estimates.lag(DAY.plusDays(30)).value(8.0));
        desk.send(Estimates.lag(DAY.plusDays(31)).value(5.0));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(good)
                .allMatch(path -> desk.receiver().at(path).size() == 1));
        await().untilAsserted(() -> assertThat(logged("many", "delivered", 1)).isEqualTo(good.size()));
        assertThat(logged("many", "waiting", 0)).isEqualTo(1_000 - good.size());
    }

    private int logged(String rule, String state, int attempts) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from alerts.delivery where lane = ? and state = ? and attempts = ?")) {
            count.setString(1, rule);
            count.setString(2, state);
            count.setInt(3, attempts);
            try (ResultSet counted = count.executeQuery()) {
                counted.next();
                return counted.getInt(1);
            }
        }
    }

    /** prometheus/alertmanager 844, 2222: silenced ones ring all the same, resolved come without firing. */
    @Test
    void silencedAlertIsNotSentNorIsItsEnd() throws Exception {
        desk.rule("quiet", "'measure':'lag','condition':{'below':6},'labels':{'desk':'ai'}");
        desk.subscribe("{'id':'s-quiet','url':'" + desk.receiver().url("/quiet") + "','rules':['quiet']}");
        String silence = given().contentType("application/json")
                .body(Desk.quoted("{'match':{'desk':'ai'},'until':'"
                        + SetClock.now().plusSeconds(3600) + "','comment':'we know'}"))
                .post("/v1/silences")
                .then()
                .statusCode(201)
                .body("createdBy", equalTo("tester"))
                .extract()
                .path("id");
        given().get("/v1/silences").then().body("id", hasItem(silence));

        desk.send(
                Estimates.lag(DAY.plusDays(40)).value(8.0),
                Estimates.lag(DAY.plusDays(41)).value(5.0));
        await().untilAsserted(() ->
                given().get("/v1/subscriptions/s-quiet/deliveries").then().body("state", equalTo(List.of("silenced"))));
        given().delete("/v1/silences/" + silence).then().statusCode(204);
        desk.send(Estimates.lag(DAY.plusDays(42)).value(8.0));
        desk.send(Estimates.lag(DAY.plusDays(43)).value(5.0));
        await().untilAsserted(() -> assertThat(desk.receiver().at("/quiet")).hasSize(1));

        assertThat(Desk.alert(desk.receiver().at("/quiet").get(0).body()).asOf())
                .isEqualTo(DAY.plusDays(43));
        assertThat(Desk.alert(desk.receiver().at("/quiet").get(0).body()).state())
                .isEqualTo(Alert.State.FIRING);
    }

    @Test
    void whatOneEventSetOffIsOneMessageWhereItIsGrouped() throws Exception {
        desk.rule("group-a", "'measure':'lag','condition':{'below':6}");
        desk.rule("group-b", "'measure':'lag-bound','condition':{'below':6}");
        desk.subscribe("{'id':'s-group','url':'" + desk.receiver().url("/group")
                + "','rules':['group-a','group-b'],'grouped':true}");

        desk.send(
                Estimates.lag(DAY.plusDays(50)).value(8.0),
                Estimates.of("lag-bound", DAY.plusDays(50)).value(8.0));
        desk.send(
                Estimates.lag(DAY.plusDays(51)).value(5.0),
                Estimates.of("lag-bound", DAY.plusDays(51)).value(5.0));
        await().untilAsserted(() -> assertThat(desk.receiver().at("/group")).isNotEmpty());

        JsonNode payload =
                EventJson.MAPPER.readTree(desk.receiver().at("/group").get(0).body());
        assertThat(payload.path("type").asText()).isEqualTo("alerts");
        assertThat(payload.at("/data/alerts")).hasSize(2);
    }

    @Test
    void deadLetterIsKeptAndSentAgainOnRequest() throws Exception {
        desk.rule("dead", "'measure':'lag','condition':{'below':6}");
        desk.subscribe("{'id':'s-dead','url':'" + desk.receiver().url("/dead") + "','rules':['dead']}");
        desk.receiver().answer(path -> path.equals("/elsewhere") ? 200 : 302);

        desk.send(
                Estimates.lag(DAY.plusDays(60)).value(8.0),
                Estimates.lag(DAY.plusDays(61)).value(5.0));
        await().untilAsserted(() -> given().get("/v1/subscriptions/s-dead/deliveries?state=dead")
                .then()
                .body("[0].answer", containsString("redirects are not followed")));
        assertThat(desk.receiver().at("/elsewhere")).isEmpty();
        int delivery = given().get("/v1/subscriptions/s-dead/deliveries").path("[0].delivery");
        desk.receiver().answer(path -> 204);
        given().post("/v1/subscriptions/s-dead/deliveries/" + delivery + "/redeliver")
                .then()
                .statusCode(202);

        await().untilAsserted(() -> assertThat(desk.receiver().taken("/dead")).hasSize(1));
        await().untilAsserted(() -> given().get("/v1/subscriptions/s-dead/deliveries/" + delivery)
                .then()
                .body("answer", equalTo(List.of("HTTP 302: redirects are not followed", "HTTP 204"))));
    }

    @Test
    void goneReceiverIsDisabledAndSoIsOneThatRefusesAgainAndAgain() throws Exception {
        desk.subscribe("{'id':'s-gone','url':'" + desk.receiver().url("/gone") + "','rules':['none']}");
        desk.subscribe("{'id':'s-refuses','url':'" + desk.receiver().url("/refuses") + "','rules':['none']}");
        desk.receiver().answer(path -> path.equals("/gone") ? 410 : 400);

        given().post("/v1/subscriptions/s-gone/test").then().statusCode(202);
        for (int i = 0; i < 5; i++) {
            given().post("/v1/subscriptions/s-refuses/test").then().statusCode(202);
        }

        await().untilAsserted(() -> given().get("/v1/subscriptions/s-gone")
                .then()
                .body("enabled", equalTo(false), "why", containsString("410")));
        await().untilAsserted(() -> given().get("/v1/subscriptions/s-refuses")
                .then()
                .body("enabled", equalTo(false), "why", containsString("5 dead letters")));
    }

    @Test
    void rotatedSecretSignsBesideTheOldOneForADay() throws Exception {
        String old =
                desk.subscribe("{'id':'s-rotate','url':'" + desk.receiver().url("/rotate") + "','rules':['none']}");
        String fresh = given().post("/v1/subscriptions/s-rotate/rotate")
                .then()
                .body("secret", startsWith("whsec_"))
                .body("secret", not(equalTo(old)))
                .extract()
                .path("secret");

        given().post("/v1/subscriptions/s-rotate/test").then().statusCode(202);
        await().untilAsserted(() -> assertThat(desk.receiver().at("/rotate")).hasSize(1));
        SetClock.forward(Duration.ofHours(25));
        given().post("/v1/subscriptions/s-rotate/test").then().statusCode(202);
        await().untilAsserted(() -> assertThat(desk.receiver().at("/rotate")).hasSize(2));

        Receiver.Got both = desk.receiver().at("/rotate").get(0);
        Instant at = Instant.ofEpochSecond(Long.parseLong(both.timestamp()));
        assertThat(both.signature().split(" ", -1))
                .containsExactly(
                        new Webhook(fresh).sign(both.id(), at.getEpochSecond(), both.body()),
                        new Webhook(old).sign(both.id(), at.getEpochSecond(), both.body()));
        assertThat(desk.receiver().at("/rotate").get(1).signature().split(" ", -1))
                .hasSize(1);
    }
}
