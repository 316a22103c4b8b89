package io.vorsprung.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.KafkaAndPostgres;
import io.vorsprung.embedded.TopicContents;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestSecurity(user = "tester", roles = "ingest")
@WithTestResource(KafkaAndPostgres.class)
class IngestIT {

    private static final String NDJSON = "application/x-ndjson";
    private static final String RESULT = """
            {"model":"%s","benchmark":"gpqa-diamond","score":0.715,"unit":"fraction","evaluatedOn":"2025-01-20",\
            "evaluator":"Epoch AI"}""";
    private static final String RELEASE = """
            {"model":"%s","name":"A model","developers":[{"name":"A lab","country":"CN"}],"releasedOn":"2025-01-20"}""";

    @TestHTTPResource
    URI root;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void acceptedEventIsOnItsTopicWhenTheAnswerComes() {
        String id = post("/v1/model-releases", "application/json", RELEASE.formatted("on-topic"))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .extract()
                .path("events[0].id");

        List<EventEnvelope> found = onTopic(Topics.MODEL_RELEASES, "on-topic");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).id()).isEqualTo(id);
    }

    @Test
    void sameFactTwiceIsOneEvent() {
        String body = RELEASE.formatted("twice");
        String first =
                post("/v1/model-releases", "application/json", body).extract().path("events[0].id");
        String second = post("/v1/model-releases", "application/json", "[" + body + "]")
                .extract()
                .path("events[0].id");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void goodLinesOfAMixedBodyAreAcceptedAndBadOnesListed() {
        String body = RESULT.formatted("mixed-1") + "\n{broken\n\n" + RESULT.formatted("mixed-2") + "\n"
                + RESULT.formatted("mixed-3").replace("0.715", "71.5") + "\n";

        post("/v1/benchmark-results", NDJSON, body)
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("rejected", equalTo(2))
                .body("errors[0].line", equalTo(2))
                .body("errors[1].line", equalTo(5))
                .body("errors[1].field", equalTo("score"))
                .body("errors[1].expected", containsString("from 0.0 to 1.0"));
        assertThat(onTopic(Topics.BENCHMARK_RESULTS, "mixed-1")).hasSize(1);
        assertThat(onTopic(Topics.BENCHMARK_RESULTS, "mixed-2")).hasSize(1);
        assertThat(onTopic(Topics.BENCHMARK_RESULTS, "mixed-3")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown field      | {'extra':1,            | extra            | no such field",
                "missing evaluator  | -'evaluator'           | evaluator        | a value",
                "score too large    | 'score':1.5            | score            | from 0.0 to 1.0",
                "score negative     | 'score':-0.1           | score            | from 0.0 to 1.0",
                "score not a number | 'score':'NaN'          | score            | number",
                "unknown unit       | 'unit':'stars'         | unit             | fraction",
                "bad identifier     | 'model':'Not An Id'    | model            | pattern",
                "bad date           | 'evaluatedOn':'2025-13-01' | evaluatedOn  | date"
            })
    void wrongResultNamesFieldAndExpectation(String name, String change, String field, String expected) {
        post("/v1/benchmark-results", "application/json", changed(RESULT.formatted("wrong"), change))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:vorsprung:problem:invalid-event"))
                .body("errors.field", hasItem(field))
                .body("errors.expected", hasItem(containsString(expected)));
        assertThat(onTopic(Topics.BENCHMARK_RESULTS, "wrong")).isEmpty();
    }

    @Test
    void unknownCountryIsRefused() {
        post(
                        "/v1/model-releases",
                        "application/json",
                        RELEASE.formatted("atlantis").replace("CN", "XQ"))
                .statusCode(400)
                .body("errors[0].field", equalTo("developers.country"))
                .body("errors[0].expected", containsString("ISO 3166-1"));
    }

    @Test
    void dateMayLieOneDayAheadAndNotMore() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String tomorrow = RELEASE.formatted("tomorrow")
                .replace("2025-01-20", today.plusDays(1).toString());
        String later = RELEASE.formatted("later")
                .replace("2025-01-20", today.plusDays(2).toString());

        post("/v1/model-releases", "application/json", tomorrow).statusCode(202);
        post("/v1/model-releases", "application/json", later)
                .statusCode(400)
                .body("errors[0].field", equalTo("releasedOn"));
    }

    @Test
    void bareNaNIsNotJson() {
        post(
                        "/v1/benchmark-results",
                        "application/json",
                        RESULT.formatted("nan").replace("0.715", "NaN"))
                .statusCode(400)
                .body("errors[0].expected", containsString("JSON"));
    }

    @Test
    void lineOfTenMegabytesIsRejectedAndTheOthersCount() {
        String huge = RESULT.formatted("huge").replace("Epoch AI", "x".repeat(10 << 20));

        post("/v1/benchmark-results", NDJSON, huge + "\n" + RESULT.formatted("beside-huge") + "\n")
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("errors", hasSize(1))
                .body("errors[0].line", equalTo(1))
                .body("errors[0].expected", containsString("1048576 bytes"));
        post("/v1/benchmark-results", "application/json", huge)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("vorsprung.ingest.max-document"));
    }

    @Test
    void invalidUtf8IsRejectedAndTheOthersCount() {
        byte[] bad = RESULT.formatted("utf8").replace("Epoch AI", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        byte[] good = ("\n" + RESULT.formatted("utf8-good")).getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[bad.length + good.length];
        System.arraycopy(bad, 0, body, 0, bad.length);
        System.arraycopy(good, 0, body, bad.length, good.length);

        given().contentType(NDJSON)
                .body(body)
                .post("/v1/benchmark-results")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("errors[0].line", equalTo(1))
                .body("errors[0].expected", containsString("UTF-8"));
    }

    @Test
    void wrongContentTypeIsRefused() {
        post("/v1/model-releases", "text/plain", RELEASE.formatted("plain"))
                .statusCode(415)
                .contentType("application/problem+json")
                .body("detail", containsString("application/json"));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/x-ndjson"})
    void emptyBodyIsRefused(String contentType) {
        post("/v1/model-releases", contentType, "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("empty"));
    }

    @Test
    void cloudEventsKeepTheirIdentityAndMayNotBeOfAnotherType() {
        String event = """
                {"specversion":"1.0","id":"mine-1","source":"urn:me","type":"io.vorsprung.model-release.v1",\
                "time":"2020-01-01T00:00:00Z","data":%s}""".formatted(RELEASE.formatted("cloud"));

        post("/v1/model-releases", "application/cloudevents+json", event)
                .statusCode(202)
                .body("events[0].id", equalTo("mine-1"));
        post("/v1/model-releases", "application/cloudevents-batch+json", "[" + event + "]")
                .statusCode(202);
        post("/v1/policy-events", "application/cloudevents+json", event)
                .statusCode(400)
                .body("errors[0].field", equalTo("type"));
        // the recorded time is ours unless backfill is allowed
        assertThat(onTopic(Topics.MODEL_RELEASES, "cloud"))
                .allSatisfy(told -> assertThat(told.recordedAt()).isAfter("2026-01-01T00:00:00Z"));
    }

    @Test
    void aFileOfSomebodyElseBecomesEventsAndAReport() {
        String csv = "Model,Organization,Publication date,Country (of organization),Training compute (FLOP)\n"
                + "Imported One,Lab,2024-05-01,China,1e25\n"
                + "Imported Two,Lab,,China,1e25\n"
                + "Imported Three,Lab,2024-05-01,Atlantis,1e25\n";

        post("/v1/imports?id=mine", "text/csv", csv)
                .statusCode(202)
                .header("Location", containsString("/v1/imports/mine"))
                .body("format", equalTo("epoch-models"))
                .body("state", equalTo("done"))
                .body("bytes", equalTo(csv.length()))
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(1))
                .body("errors[0].line", equalTo(4))
                .body("skipped.'no publication date'", equalTo(1));
        post("/v1/imports?format=epoch-models", "text/csv", csv).statusCode(202);

        List<EventEnvelope> found = onTopic(Topics.MODEL_RELEASES, "imported-one");
        assertThat(found)
                .extracting(EventEnvelope::id)
                .hasSize(2)
                .containsOnly(found.get(0).id());
        given().get("/v1/imports/mine").then().statusCode(200).body("accepted", equalTo(1));
        given().get("/v1/imports").then().statusCode(200).body("id", hasItem("mine"));
        given().get("/v1/imports/no-such").then().statusCode(404);
        post("/v1/imports?format=no-such", "text/csv", csv)
                .statusCode(400)
                .body("errors[0].expected", containsString("epoch-models"));
        post("/v1/imports", "text/csv", "a,b\n1,2\n")
                .statusCode(400)
                .body("errors[0].expected", containsString("epoch-models"));
        post("/v1/imports?id=..", "text/csv", csv).statusCode(400).body("errors[0].field", equalTo("id"));
        post("/v1/imports", "text/csv", "").statusCode(400).body("detail", containsString("empty"));
    }

    @Test
    void dryRunReadsAndTellsNothing() {
        String csv = "model,benchmark,score,unit,evaluatedOn,evaluator\n"
                + "dry-run,gpqa-diamond,0.5,fraction,2025-01-20,me\ndry-run,gpqa-diamond,7,fraction,2025-01-20,me\n";

        post("/v1/imports?dryRun=true", "text/csv", csv)
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("accepted", equalTo(1))
                .body("errors[0].line", equalTo(3))
                .body("errors[0].field", equalTo("score"));
        assertThat(onTopic(Topics.BENCHMARK_RESULTS, "dry-run")).isEmpty();
    }

    @Test
    void progressOfAnImportCanBeFollowed() throws Exception {
        PipedOutputStream upload = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(upload, 1 << 16);
        HttpClient client = HttpClient.newHttpClient();
        var answer = client.sendAsync(
                HttpRequest.newBuilder(root.resolve("/v1/imports?id=followed"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String line = """
                {"specversion":"1.0","id":"","source":"urn:me","type":"io.vorsprung.benchmark-result.v1","data":%s}
                """;
        for (int i = 0; i < 1100; i++) {
            upload.write(line.formatted(RESULT.formatted("followed-" + i)).getBytes(StandardCharsets.UTF_8));
        }
        upload.flush();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> given().get("/v1/imports/followed").then().body("accepted", greaterThanOrEqualTo(500)));
        post("/v1/imports?id=followed", NDJSON, line.formatted(RESULT.formatted("followed-too")))
                .statusCode(409);
        var events = client.sendAsync(
                HttpRequest.newBuilder(root.resolve("/v1/imports/followed/stream"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        Thread.sleep(600);
        upload.close();

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        List<String> reports = events.get(10, TimeUnit.SECONDS)
                .body()
                .filter(event -> event.startsWith("data:"))
                .toList();
        assertThat(reports).hasSizeGreaterThan(1);
        assertThat(reports.get(0)).contains("\"state\":\"running\"");
        assertThat(reports.get(reports.size() - 1)).contains("\"state\":\"done\"", "\"accepted\":1100");
    }

    @Test
    void schemasAndOpenApiAreServed() {
        given().get("/v1/schemas/benchmark-result").then().statusCode(200).body("title", equalTo("Benchmark result"));
        given().get("/v1/schemas").then().body("", org.hamcrest.Matchers.hasItems("gap-estimate", "alert"));
        given().get("/v1/schemas/gap-estimate").then().statusCode(200).body("title", equalTo("Gap estimate"));
        given().get("/v1/schemas/nothing").then().statusCode(404).contentType("application/problem+json");
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/v1/retractions'", notNullValue());
        given().get("/nowhere").then().statusCode(404);
    }

    private static ValidatableResponse post(String path, String contentType, String body) {
        return given().config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then();
    }

    /** "'score':1.5" replaces a field, "-'x'" takes one out, "{'extra':1," adds one. */
    private static String changed(String json, String change) {
        String edit = change.replace('\'', '"');
        if (edit.startsWith("{")) {
            return edit + json.substring(1);
        }
        String field = edit.startsWith("-") ? edit.substring(1) : edit.substring(0, edit.indexOf(':'));
        String without =
                json.replaceFirst(",?" + field + ":(\"[^\"]*\"|[^,}]*)", "").replace("{,", "{");
        return edit.startsWith("-") ? without : without.substring(0, without.length() - 1) + "," + edit + "}";
    }

    private List<EventEnvelope> onTopic(String topic, String key) {
        return TopicContents.read(bootstrapServers, topic).stream()
                .filter(record -> record.key().equals(key))
                .map(record -> ((KafkaEvents.Decoded.Readable) KafkaEvents.decode(record)).envelope())
                .toList();
    }
}
