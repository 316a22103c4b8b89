package io.vorsprung.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.embedded.KafkaAndPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked over HTTP, of the bundled history that came through a real broker into a real database. */
@QuarkusTest
@WithTestResource(KafkaAndPostgres.class)
class GapQueriesIT {

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
    void answersAreThoseOfTheReference() {
        given().config(doubles())
                .get("/v1/gap/us-cn/lag?asOf=2026-07-31")
                .then()
                .statusCode(200)
                .body("value", closeTo(148 / 30.4375, 1e-6))
                .body("unit", equalTo("months"))
                .body("leader.name", equalTo("GPT-5.6 Sol"))
                .body("follower.name", equalTo("Kimi K3"))
                .body("since.name", equalTo("GPT-5.4 Pro"))
                .body("since.on", equalTo("2026-03-05"))
                .body("window.length", equalTo("P12M"))
                .body("window.mean", closeTo(251.50 / 30.4375, 1e-3))
                .body("calibrated", equalTo(true));
        given().config(doubles())
                .get("/v1/gap/us-cn?asOf=2026-07-31")
                .then()
                .body("newestEvent", equalTo("2026-07-31"))
                .body("estimates.find { it.measure == 'capability' }.value", closeTo(4.64, 0.05));
        given().get("/v1/models?limit=1")
                .then()
                .body("total", equalTo(224))
                .body("items[0].name", equalTo("GPT-5.6 Sol"));
        given().get("/v1/benchmarks/winogrande").then().body("models", greaterThan(3));
        given().get("/v1/policy-events").then().body("total", equalTo(41));
        given().get("/v1/assessments").then().body("total", equalTo(7));
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void historyComesAsJsonAndAsCsv() {
        given().get("/v1/gap/us-cn/lag/history?from=2026-07-30&to=2026-07-31")
                .then()
                .body("points.size()", equalTo(2))
                .body("points[1].on", equalTo("2026-07-31"));
        given().accept("text/csv")
                .get("/v1/gap/us-cn/lag/history?from=2026-07-31&to=2026-07-31")
                .then()
                .contentType(startsWith("text/csv"))
                .body(equalTo("date,value,unit\r\n2026-07-31,4.862423,months\r\n"));
    }

    @Test
    void seriesComesDayByDayAsItWasKnownThenOrAtOneMoment() throws Exception {
        List<GapEstimate> then = daily("/v1/gap/us-cn/lag/daily?from=2025-01-19&to=2025-01-23&quantiles=true");
        List<GapEstimate> now = daily("/v1/gap/us-cn/lag/daily?from=2025-01-19&to=2025-01-23&knownAt=2026-11-23");

        assertThat(then)
                .extracting(GapEstimate::asOf)
                .containsExactlyElementsOf(now.stream().map(GapEstimate::asOf).toList());
        for (GapEstimate estimate : then) {
            assertThat(estimate.knownAt())
                    .isBetween(estimate.asOf() + "T23:59:59Z", estimate.asOf().plusDays(1) + "T00:00:00Z");
            assertThat(estimate.quantiles()).isNotEmpty();
            given().config(doubles())
                    .get("/v1/gap/us-cn/lag?asOf=" + estimate.asOf() + "&knownAt=" + estimate.asOf())
                    .then()
                    .body("value", closeTo(estimate.value(), 1e-9));
        }
        // DeepSeek-R1 came out on the 20th, and was recorded on the day after
        GapEstimate news = then.get(2);
        assertThat(news.cause()).isEqualTo(Cause.EVENT);
        assertThat(news.news()).isNotNull();
        assertThat(then.get(0).value()).isNotEqualTo(then.get(4).value());
        assertThat(now.get(1).follower().name()).startsWith("DeepSeek-R1");
        assertThat(now).allSatisfy(estimate -> assertThat(estimate.quantiles()).isEmpty());
        given().get("/v1/gap/us-cn/lag/daily?from=2001-01-01&to=2026-01-01")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("from"));
    }

    private static List<GapEstimate> daily(String path) throws IOException {
        List<GapEstimate> read = new ArrayList<>();
        for (String line : given().get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList()) {
            read.add(EstimateRecords.readEstimate(line.getBytes(StandardCharsets.UTF_8)));
        }
        return read;
    }

    @Test
    void whatWasKnownThenIsAnotherAnswer() {
        given().get("/v1/gap/us-cn/lag?asOf=2025-01-31&knownAt=2025-01-31")
                .then()
                .statusCode(200)
                .body("revision", lessThan(ToldHistory.EVENTS))
                .body("follower.name", startsWith("DeepSeek-R1"));
        given().get("/v1/gap/us-cn/lag?asOf=2020-01-01").then().statusCode(200).body("undefined", containsString("US"));
    }

    @Test
    void estimateHasItsIntervalAndReplayGivesTheSameBits() {
        given().config(doubles())
                .get("/v1/gap/us-cn/lag?asOf=2026-07-31")
                .then()
                .body("level", equalTo(0.9))
                .body("lower", lessThanOrEqualTo(148 / 30.4375 + 1e-6))
                .body("upper", greaterThan(148 / 30.4375))
                .body("quantiles.'0.5'", notNullValue())
                .body("window.lower", lessThan(251.50 / 30.4375))
                .body("withoutOneBenchmark.min", lessThanOrEqualTo(4.862423))
                .body("withoutOneBenchmark.max", greaterThanOrEqualTo(4.862423));
        given().urlEncodingEnabled(false)
                .post("/v1/replay:verify?asOf=2026-07-31")
                .then()
                .statusCode(200)
                .body("verified", equalTo(true))
                .body("estimates", equalTo(50));
    }

    @Test
    void frontiersCatchUpAndVintagesAreServed() {
        given().get("/v1/frontiers/us-cn?asOf=2026-07-31").then().body("leader[-1].name", equalTo("GPT-5.6 Sol"));
        given().config(doubles())
                .get("/v1/catch-up/us-cn?asOf=2026-07-31")
                .then()
                .body("models.size()", equalTo(20))
                .body("medianDays", equalTo(217.0))
                .body("models[0].matchedBy.name", equalTo("Qwen-14B"));
        given().get("/v1/gap/us-cn/lag/vintages?asOf=2026-01-31&step=P3M")
                .then()
                .body("vintages.size()", greaterThan(3))
                .body("vintages[0].knownAt", startsWith("2026-01-31"))
                .body("meanAbsoluteRevision", notNullValue());
    }

    @Test
    void everyMeasureAnswersByItsName() {
        given().config(doubles())
                .get("/v1/gap/us-cn/arena?asOf=2026-03-31")
                .then()
                .body("value", equalTo(39.0))
                .body("rating.percentOfFollower", closeTo(2.66, 0.005))
                .body("rating.chanceOfWinning", closeTo(0.556, 0.0005))
                .body("upper", greaterThan(39.0));
        given().config(doubles())
                .get("/v1/gap/us-cn/benchmark/gpqa-diamond?asOf=2026-07-31")
                .then()
                .body("measure", equalTo("benchmark/gpqa-diamond"))
                .body("value", closeTo(1.98, 0.006))
                .body("leader.name", equalTo("GPT-5.4 Pro"));
        given().config(doubles())
                .get("/v1/gap/us-cn/benchmark/gpqa-diamond/history?from=2026-07-31&to=2026-07-31")
                .then()
                .body("points[0].value", closeTo(1.98, 0.006));
        given().get("/v1/gap/us-cn/benchmark/gpqa-diamond/vintages?asOf=2026-06-30&step=P2M")
                .then()
                .body("vintages.size()", greaterThan(1));
        given().config(doubles())
                .get("/v1/gap/us-cn/compute?asOf=2026-07-31")
                .then()
                .body("value", closeTo(1.519, 0.0005))
                .body("leader.name", equalTo("Grok 4"))
                .body("follower.name", equalTo("Qwen3-Max"));
    }

    @Test
    void domainsAndBasketsCanBeAskedFor() {
        given().get("/v1/gap/us-cn/lag?asOf=2026-07-31&domain=mathematics")
                .then()
                .body("domain", equalTo("mathematics"))
                .body("lower", notNullValue());
        given().get("/v1/gap/us-cn?asOf=2026-07-31&basket=private")
                .then()
                .body("estimates.size()", equalTo(8))
                .body("estimates[0].basket", equalTo("private"));
        given().get("/v1/gap/us-cn/lag?asOf=2026-07-31&basket=independent&domain=coding")
                .then()
                .statusCode(200)
                .body("basket", equalTo("independent"))
                .body("domain", equalTo("coding"));
        given().get("/v1/gap/us-cn/lag?domain=cooking")
                .then()
                .statusCode(400)
                .body("errors[0].expected", containsString("mathematics"));
        given().get("/v1/gap/us-cn/lag?basket=hearsay")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("basket"));
        given().get("/v1/gap/us-cn/arena?domain=coding").then().statusCode(400);
        given().get("/v1/benchmarks/gpqa-diamond")
                .then()
                .body("domain", equalTo("knowledge"))
                .body("visibility", equalTo("public"))
                .body("releasedOn", equalTo("2023-11-20"));
    }

    @Test
    void whatAnEstimateDependsOnIsShown() {
        given().config(doubles())
                .get("/v1/gap/us-cn/capability/sensitivity?asOf=2026-07-31")
                .then()
                .body("used", equalTo(0.1))
                .body("penalties.size()", equalTo(4))
                .body("penalties.find { it.penalty == 0.1 }.value", closeTo(4.64, 0.05))
                .body("penalties.find { it.penalty == 0.001 }.value", notNullValue());
        given().get("/v1/provenance")
                .then()
                .body("results.self-reported", equalTo(232))
                .body("results.leaderboard", equalTo(11))
                .body("bias.models", equalTo(39))
                .body("biasIndexPoints", notNullValue());
        given().get("/v1/gap/us-cn/capability/vintages?asOf=2026-01-31&step=P3M")
                .then()
                .body("vintages[1].changes.added", greaterThan(0))
                .body("revisionsByAge.ageMonths", equalTo(List.of(0, 1, 3, 6, 12)));
    }

    @Test
    void wrongQuestionsAreToldWhatIsExpected() {
        given().get("/v1/gap/us-eu").then().statusCode(404).body("detail", containsString("us-open-cn-open"));
        given().get("/v1/gap/us-cn/length").then().statusCode(404).body("detail", containsString("capability"));
        given().get("/v1/gap?asOf=tomorrow").then().statusCode(400).body("errors[0].field", equalTo("asOf"));
        given().get("/v1/gap?asOf=2199-01-01").then().statusCode(400);
        given().get("/v1/gap/us-cn/lag/history?step=P0D")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("step"));
        given().get("/v1/gap/us-cn/lag/history?from=1900-01-01").then().statusCode(400);
        given().get("/v1/models?limit=0").then().statusCode(400);
        given().get("/v1/models/none").then().statusCode(404).contentType("application/problem+json");
    }

    private static RestAssuredConfig doubles() {
        return RestAssured.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    }
}
