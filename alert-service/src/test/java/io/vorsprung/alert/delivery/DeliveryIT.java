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
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vorsprung.alert.Estimates;
import io.vorsprung.alert.Stream;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.embedded.FreePorts;
import io.vorsprung.embedded.KafkaAndPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an estimate on the topic to the receiver, over a real broker, database, HTTP server and mail server. */
@QuarkusTest
@TestSecurity(user = "tester", roles = "operator")
@WithTestResource(KafkaAndPostgres.class)
@WithTestResource(DeliveryIT.MailServer.class)
class DeliveryIT {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    /** An SMTP server on a random port. */
    public static class MailServer implements QuarkusTestResourceLifecycleManager {
        static GreenMail server;

        @Override
        public Map<String, String> start() {
            int port = FreePorts.next();
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
            return Map.of(
                    "quarkus.mailer.from", "gap@example.org",
                    "quarkus.mailer.host", "127.0.0.1",
                    "quarkus.mailer.port", Integer.toString(port),
                    "quarkus.mailer.start-tls", "DISABLED",
                    "vorsprung.alert.webhook.allow-private", "true",
                    "vorsprung.alert.webhook.allow-http", "true",
                    "vorsprung.alert.webhook.timeout", "3s",
                    "vorsprung.alert.delivery.group-wait", "300ms");
        }

        @Override
        public void stop() {
            server.stop();
        }
    }

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Receiver receiver;
    private Stream stream;
    private final List<String> made = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        receiver = new Receiver();
        stream = new Stream(bootstrapServers);
    }

    @AfterEach
    void close() {
        made.forEach(path -> given().delete(path));
        stream.close();
        receiver.close();
    }

    @Test
    void signedAlertReachesTheSubscriberOnceInOrder() throws Exception {
        rule("signed", "'measure':'lag','condition':{'below':6}");
        String secret = subscribe("{'id':'s-signed','url':'" + receiver.url("/signed") + "','rules':['signed']}");

        stream.send(
                Estimates.lag(DAY).value(8.0), Estimates.lag(DAY.plusDays(1)).value(5.0));
        await().untilAsserted(() -> assertThat(receiver.at("/signed")).hasSize(1));
        stream.send(Estimates.lag(DAY.plusDays(2)).value(7.0));
        await().untilAsserted(() -> assertThat(receiver.at("/signed")).hasSize(2));

        Receiver.Got first = receiver.at("/signed").get(0);
        assertThat(first.signature())
                .isEqualTo(new Webhook(secret).sign(first.id(), Long.parseLong(first.timestamp()), first.body()));
        JsonNode payload = EventJson.MAPPER.readTree(first.body());
        assertThat(payload.path("type").asText()).isEqualTo("alert.firing");
        assertThat(payload.at("/data/id").asText()).isEqualTo(first.id());
        assertThat(receiver.at("/signed").get(1).body()).contains("alert.resolved");
        given().get("/v1/subscriptions/s-signed").then().body("secret", nullValue());
        given().get("/v1/subscriptions/s-signed/deliveries")
                .then()
                .body("state", equalTo(List.of("delivered", "delivered")));
    }

    /** prometheus/alertmanager 2158, 4108: repeated after a failing receiver; 2286: many retries at once. */
    @Test
    void receiverThatFailsForTenMinutesGetsEachOnceInOrderPerRule() throws Exception {
        rule("ten-a", "'measure':'lag','condition':{'below':6}");
        rule("ten-b", "'measure':'lag-bound','condition':{'below':6}");
        subscribe("{'id':'s-ten','url':'" + receiver.url("/ten") + "','rules':['ten-a','ten-b']}");
        receiver.answer(path -> 500);

        for (int i = 0; i < 4; i++) {
            double value = i % 2 == 0 ? 5.0 : 8.0;
            stream.send(
                    Estimates.lag(DAY.plusDays(20 + i)).value(value),
                    Estimates.of("lag-bound", DAY.plusDays(20 + i)).value(value));
        }
        await().untilAsserted(() -> assertThat(receiver.at("/ten")).isNotEmpty());
        Instant began = SetClock.now();
        while (Duration.between(began, SetClock.now()).compareTo(Duration.ofMinutes(10)) < 0) {
            int before = receiver.at("/ten").size();
            SetClock.forward(Duration.ofSeconds(90));
            await().pollDelay(Duration.ofMillis(400))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> receiver.at("/ten").size() >= before);
        }
        assertThat(receiver.taken("/ten")).isEmpty();
        // four waits of the schedule fit into ten minutes: no more than five attempts at each of the two heads
        assertThat(receiver.at("/ten").size()).isBetween(4, 10);
        receiver.answer(path -> 200);
        SetClock.forward(Duration.ofHours(1));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(receiver.taken("/ten")).hasSize(8));
        List<Receiver.Got> taken = receiver.taken("/ten");
        assertThat(taken).extracting(Receiver.Got::id).doesNotHaveDuplicates();
        for (String rule : List.of("ten-a", "ten-b")) {
            assertThat(taken.stream()
                            .map(got -> alert(got.body()))
                            .filter(alert -> alert.rule().equals(rule))
                            .map(Alert::state))
                    .containsExactly(
                            Alert.State.FIRING, Alert.State.RESOLVED, Alert.State.FIRING, Alert.State.RESOLVED);
        }
    }

    @Test
    void fiftyOfAThousandHangAndTheOthersGetTheirsWithinTwoSeconds() throws Exception {
        rule("many", "'measure':'lag','condition':{'below':6}");
        receiver.answer(path -> path.startsWith("/hang/") ? Receiver.HANG : 204);
        for (int i = 0; i < 1_000; i++) {
            String path = (i % 20 == 0 ? "/hang/" : "/good/") + i;
            subscribe("{'id':'s-many-" + i + "','url':'" + receiver.url(path) + "','rules':['many']}");
        }
        stream.send(Estimates.lag(DAY.plusDays(30)).value(8.0));
        stream.send(Estimates.lag(DAY.plusDays(31)).value(5.0));
        await().until(() -> given().get("/v1/rules/many").path("state").equals("firing"));
        long told = System.nanoTime();

        List<String> good = IntStream.range(0, 1_000)
                .filter(i -> i % 20 != 0)
                .mapToObj(i -> "/good/" + i)
                .toList();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(good)
                .allMatch(path -> receiver.at(path).size() == 1));
        long last = good.stream()
                .flatMap(path -> receiver.at(path).stream())
                .mapToLong(Receiver.Got::nanos)
                .max()
                .orElseThrow();
        System.out.println("950 of 1000 subscribers were told within "
                + Duration.ofNanos(last - told).toMillis() + " ms");
        assertThat(Duration.ofNanos(last - told)).isLessThan(Duration.ofSeconds(2));
    }

    /** prometheus/alertmanager 844, 2222: silenced ones ring all the same, resolved come without firing. */
    @Test
    void silencedAlertIsNotSentNorIsItsEnd() throws Exception {
        rule("quiet", "'measure':'lag','condition':{'below':6},'labels':{'desk':'ai'}");
        subscribe("{'id':'s-quiet','url':'" + receiver.url("/quiet") + "','rules':['quiet']}");
        String silence = given().contentType("application/json")
                .body(quoted("{'match':{'desk':'ai'},'until':'" + SetClock.now().plusSeconds(3600)
                        + "','comment':'we know'}"))
                .post("/v1/silences")
                .then()
                .statusCode(201)
                .body("createdBy", equalTo("tester"))
                .extract()
                .path("id");
        given().get("/v1/silences").then().body("id", hasItem(silence));

        stream.send(
                Estimates.lag(DAY.plusDays(40)).value(8.0),
                Estimates.lag(DAY.plusDays(41)).value(5.0));
        await().untilAsserted(() ->
                given().get("/v1/subscriptions/s-quiet/deliveries").then().body("state", equalTo(List.of("silenced"))));
        given().delete("/v1/silences/" + silence).then().statusCode(204);
        stream.send(Estimates.lag(DAY.plusDays(42)).value(8.0));
        stream.send(Estimates.lag(DAY.plusDays(43)).value(5.0));
        await().untilAsserted(() -> assertThat(receiver.at("/quiet")).hasSize(1));

        assertThat(alert(receiver.at("/quiet").get(0).body()).asOf()).isEqualTo(DAY.plusDays(43));
        assertThat(alert(receiver.at("/quiet").get(0).body()).state()).isEqualTo(Alert.State.FIRING);
    }

    @Test
    void whatOneEventSetOffIsOneMessageWhereItIsGrouped() throws Exception {
        rule("group-a", "'measure':'lag','condition':{'below':6}");
        rule("group-b", "'measure':'lag-bound','condition':{'below':6}");
        subscribe(
                "{'id':'s-group','url':'" + receiver.url("/group") + "','rules':['group-a','group-b'],'grouped':true}");

        stream.send(
                Estimates.lag(DAY.plusDays(50)).value(8.0),
                Estimates.of("lag-bound", DAY.plusDays(50)).value(8.0));
        stream.send(
                Estimates.lag(DAY.plusDays(51)).value(5.0),
                Estimates.of("lag-bound", DAY.plusDays(51)).value(5.0));
        await().untilAsserted(() -> assertThat(receiver.at("/group")).isNotEmpty());

        JsonNode payload =
                EventJson.MAPPER.readTree(receiver.at("/group").get(0).body());
        assertThat(payload.path("type").asText()).isEqualTo("alerts");
        assertThat(payload.at("/data/alerts")).hasSize(2);
    }

    @Test
    void deadLetterIsKeptAndSentAgainOnRequest() throws Exception {
        rule("dead", "'measure':'lag','condition':{'below':6}");
        subscribe("{'id':'s-dead','url':'" + receiver.url("/dead") + "','rules':['dead']}");
        receiver.answer(path -> path.equals("/elsewhere") ? 200 : 302);

        stream.send(
                Estimates.lag(DAY.plusDays(60)).value(8.0),
                Estimates.lag(DAY.plusDays(61)).value(5.0));
        await().untilAsserted(() -> given().get("/v1/subscriptions/s-dead/deliveries?state=dead")
                .then()
                .body("[0].answer", containsString("redirects are not followed")));
        assertThat(receiver.at("/elsewhere")).isEmpty();
        int delivery = given().get("/v1/subscriptions/s-dead/deliveries").path("[0].delivery");
        receiver.answer(path -> 204);
        given().post("/v1/subscriptions/s-dead/deliveries/" + delivery + "/redeliver")
                .then()
                .statusCode(202);

        await().untilAsserted(() -> assertThat(receiver.taken("/dead")).hasSize(1));
        await().untilAsserted(() -> given().get("/v1/subscriptions/s-dead/deliveries/" + delivery)
                .then()
                .body("answer", equalTo(List.of("HTTP 302: redirects are not followed", "HTTP 204"))));
    }

    @Test
    void goneReceiverIsDisabledAndSoIsOneThatRefusesAgainAndAgain() throws Exception {
        subscribe("{'id':'s-gone','url':'" + receiver.url("/gone") + "','rules':['none']}");
        subscribe("{'id':'s-refuses','url':'" + receiver.url("/refuses") + "','rules':['none']}");
        receiver.answer(path -> path.equals("/gone") ? 410 : 400);

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
        String old = subscribe("{'id':'s-rotate','url':'" + receiver.url("/rotate") + "','rules':['none']}");
        String fresh = given().post("/v1/subscriptions/s-rotate/rotate")
                .then()
                .body("secret", startsWith("whsec_"))
                .body("secret", not(equalTo(old)))
                .extract()
                .path("secret");

        given().post("/v1/subscriptions/s-rotate/test").then().statusCode(202);
        await().untilAsserted(() -> assertThat(receiver.at("/rotate")).hasSize(1));
        SetClock.forward(Duration.ofHours(25));
        given().post("/v1/subscriptions/s-rotate/test").then().statusCode(202);
        await().untilAsserted(() -> assertThat(receiver.at("/rotate")).hasSize(2));

        Receiver.Got both = receiver.at("/rotate").get(0);
        Instant at = Instant.ofEpochSecond(Long.parseLong(both.timestamp()));
        assertThat(both.signature().split(" ", -1))
                .containsExactly(
                        new Webhook(fresh).sign(both.id(), at.getEpochSecond(), both.body()),
                        new Webhook(old).sign(both.id(), at.getEpochSecond(), both.body()));
        assertThat(receiver.at("/rotate").get(1).signature().split(" ", -1)).hasSize(1);
    }

    @Test
    void streamGoesOnAfterTheLastEventAndTheFeedListsAlerts() throws Exception {
        rule("streamed", "'measure':'lag','condition':{'below':6},'text':'streamed {asOf}'");
        stream.send(
                Estimates.lag(DAY.plusDays(70)).value(8.0),
                Estimates.lag(DAY.plusDays(71)).value(5.0));
        await().until(() -> given().get("/v1/rules/streamed").path("state").equals("firing"));
        stream.send(Estimates.lag(DAY.plusDays(72)).value(8.0));
        await().until(() -> given().get("/v1/rules/streamed").path("state").equals("inactive"));

        List<String> all = sse("0", 1_000);
        String firing = all.stream()
                .filter(event -> event.contains("streamed " + DAY.plusDays(71)))
                .findFirst()
                .orElseThrow();
        List<String> after = sse(
                firing.lines()
                        .filter(line -> line.startsWith("id:"))
                        .findFirst()
                        .orElseThrow()
                        .substring("id:".length())
                        .strip(),
                1_000);
        assertThat(after)
                .noneMatch(event -> event.contains("streamed " + DAY.plusDays(71)))
                .anyMatch(event -> event.contains("streamed " + DAY.plusDays(72)));

        given().get("/v1/alerts/feed")
                .then()
                .contentType("application/atom+xml")
                .body(containsString("<title>"), containsString("streamed " + DAY.plusDays(72)));
        given().header("Last-Event-ID", "x").get("/v1/alerts/stream").then().statusCode(400);
    }

    @Test
    void mailIsSentGroupedAndADigestComesInTheMorning() throws Exception {
        rule("mailed", "'measure':'lag','condition':{'below':6}");
        subscribe("{'id':'s-mail','email':'desk@example.org','rules':['mailed'],'digest':'daily'}");
        LocalDate today = LocalDate.ofInstant(SetClock.now(), ZoneOffset.UTC);
        stream.send(
                Estimates.lag(today.minusDays(1)).value(8.0),
                Estimates.lag(today).value(5.0).news(Estimates.added("a-new-model", today)));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(mails())
                .anyMatch(mail ->
                        mail.contains("firing: Rule mailed") && mail.contains("added benchmark-result a-new-model")));
        SetClock.forwardTo(today.plusDays(1).atTime(LocalTime.of(7, 1)).toInstant(ZoneOffset.UTC));
        digests.makeDue();
        digests.makeDue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mails()).anyMatch(mail -> mail.contains("The gap on " + today)));
        List<String> digest = mails().stream()
                .filter(mail -> mail.contains("The gap on " + today))
                .toList();
        assertThat(digest).hasSize(1);
        assertThat(digest.get(0))
                .contains("us-cn/lag/overall: 5.00 months (-3.00)", "a-new-model", "firing: Rule mailed");
    }

    @jakarta.inject.Inject
    io.vorsprung.alert.digest.DigestMaker digests;

    @Test
    void wrongSubscriptionIsRefusedWithItsField() {
        refused("{'id':'x'}", "url");
        refused("{'id':'x','url':'ftp://example.org/'}", "url");
        refused("{'id':'x','url':'https://user:secret@example.org/'}", "url");
        refused("{'id':'x','email':'nobody'}", "email");
        refused("{'id':'x','url':'https://example.org/','severities':['loud']}", "severities");
        refused("{'id':'x','url':'https://example.org/','alerts':false}", "alerts");
        refused("{'id':'x','url':'https://example.org/','more':1}", "more");
    }

    private static void refused(String json, String field) {
        given().contentType("application/json")
                .body(quoted(json))
                .post("/v1/subscriptions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
    }

    /** Created while nothing is below anything, so that it does not fire at once. */
    private void rule(String id, String more) throws Exception {
        LocalDate before = DAY.minusDays(1);
        stream.send(
                Estimates.lag(before).value(8.0),
                Estimates.of("lag-bound", before).value(8.0));
        await().untilAsserted(() -> given().get("/v1/estimates")
                .then()
                .body("findAll { it.measure.startsWith('lag') }.value", equalTo(List.of(8.0f, 8.0f))));
        given().contentType("application/json")
                .body(quoted("{'id':'" + id + "','name':'Rule " + id + "','comparison':'us-cn'," + more + "}"))
                .post("/v1/rules")
                .then()
                .statusCode(201);
        made.add("/v1/rules/" + id);
    }

    private String subscribe(String json) {
        made.add("/v1/subscriptions/" + json.replaceAll("^.'id':'([^']*)'.*$", "$1"));
        return given().contentType("application/json")
                .body(quoted(json))
                .post("/v1/subscriptions")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    private List<String> sse(String after, int millis) throws Exception {
        try (var client = new java.net.Socket("localhost", io.restassured.RestAssured.port)) {
            client.setSoTimeout(millis + 1_500);
            client.getOutputStream()
                    .write(("GET /v1/alerts/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                    + "Last-Event-ID: " + after + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            byte[] part = new byte[65_536];
            long until = System.nanoTime() + Duration.ofMillis(millis + 1_000).toNanos();
            try {
                while (System.nanoTime() < until) {
                    int read = client.getInputStream().read(part);
                    if (read < 0) {
                        break;
                    }
                    text.append(new String(part, 0, read, StandardCharsets.UTF_8));
                }
            } catch (java.net.SocketTimeoutException quiet) {
                // nothing more for now
            }
            return List.of(text.toString().split("\n\n", -1));
        }
    }

    private static List<String> mails() {
        return java.util.Arrays.stream(MailServer.server.getReceivedMessages())
                .map(GreenMailUtil::getWholeMessage)
                .map(mail -> mail.replace("=\r\n", "").replace("=3D", "=").replace("\r\n ", " "))
                .collect(Collectors.toList());
    }

    private static Alert alert(String body) {
        try {
            return EventJson.MAPPER.treeToValue(EventJson.MAPPER.readTree(body).path("data"), Alert.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
