package io.vorsprung.alert.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.vorsprung.alert.Estimates;
import io.vorsprung.alert.digest.DigestMaker;
import io.vorsprung.embedded.KafkaAndPostgres;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts by server-sent events, as an Atom feed, by mail and in a digest, over a real broker, database and mail server. */
@QuarkusTest
@TestSecurity(user = "tester", roles = "operator")
@WithTestResource(KafkaAndPostgres.class)
@WithTestResource(MailServer.class)
class FeedsIT {

    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    DigestMaker digests;

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
    void streamGoesOnAfterTheLastEventAndTheFeedListsAlerts() throws Exception {
        desk.rule("streamed", "'measure':'lag','condition':{'below':6},'text':'streamed {asOf}'");
        desk.send(
                Estimates.lag(DAY.plusDays(70)).value(8.0),
                Estimates.lag(DAY.plusDays(71)).value(5.0));
        await().until(() -> given().get("/v1/rules/streamed").path("state").equals("firing"));
        desk.send(Estimates.lag(DAY.plusDays(72)).value(8.0));
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
        desk.rule("mailed", "'measure':'lag','condition':{'below':6}");
        desk.subscribe("{'id':'s-mail','email':'desk@example.org','rules':['mailed'],'digest':'daily'}");
        LocalDate today = LocalDate.ofInstant(SetClock.now(), ZoneOffset.UTC);
        desk.send(
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
                .body(Desk.quoted(json))
                .post("/v1/subscriptions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
    }

    private List<String> sse(String after, int millis) throws Exception {
        try (var client = new Socket("localhost", RestAssured.port)) {
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
            } catch (SocketTimeoutException quiet) {
                // nothing more for now
            }
            return List.of(text.toString().split("\n\n", -1));
        }
    }

    private static List<String> mails() {
        return Arrays.stream(MailServer.received())
                .map(GreenMailUtil::getWholeMessage)
                .map(mail -> mail.replace("=\r\n", "").replace("=3D", "=").replace("\r\n ", " "))
                .collect(Collectors.toList());
    }
}
