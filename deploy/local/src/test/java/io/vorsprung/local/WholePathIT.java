package io.vorsprung.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.TopicContents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's way: {@code up --detach}, the table, a model of one's own, the alert; through all three services. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholePathIT {

    private static final int OFFSET = 6500;
    private static final Ports PORTS = new Ports(OFFSET);
    private static final Path FILES = Script.HOME.resolveSibling("shared").resolve("data");

    @TempDir
    static Path data;

    private static Script.Outcome up = new Script.Outcome(-1, "", "");

    private final Api ingest = new Api(PORTS.ingest(), () -> token("ingest"));
    private final Api metrics = new Api(PORTS.metrics());
    private final Api alert = new Api(PORTS.alert(), () -> token("operator"));

    @BeforeAll
    static void up() throws Exception {
        up = vorsprung("up", "--detach", "--fresh");
    }

    @AfterAll
    static void down() throws Exception {
        Script.Outcome down = vorsprung("down");
        assertThat(down.exitCode()).as(down.err()).isZero();
        assertThat(new DataDirectory(data).running()).isEmpty();
        assertThat(vorsprung("status").exitCode()).isEqualTo(3);
    }

    @Test
    @Order(1)
    void tableIsThatOfTheReference() throws Exception {
        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out())
                .containsPattern("us-cn +capability .* 4\\.6\\d index points .*GPT-5\\.6 Sol \\| Kimi K3")
                .containsPattern("us-cn +lag .* 4\\.86 months \\(148 days\\) .*\\| GPT-5\\.4 Pro, 2026-03-05")
                .containsPattern("us-open-cn-open +lag .* -3\\.35 months \\(-102 days\\)")
                .contains("as of 2026-07-31", "No alert is firing.");
        assertThat(vorsprung("status").exitCode()).isZero();
        assertThat(vorsprung("gap").out()).contains("us-closed-cn-open");
        assertThat(vorsprung("models", "--limit", "3").out()).contains("GPT-5.6 Sol", "161.64");
        assertThat(vorsprung("rules").out()).contains("us-cn-lag-below-6");
    }

    @Test
    @Order(2)
    void secondUpIsRefusedInOneLine() throws Exception {
        Script.Outcome again = vorsprung("up", "--once");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("it runs already").contains("vorsprung down");
    }

    @Test
    @Order(3)
    void newModelMovesTheGapAcrossARuleAndIsToldOnce() throws Exception {
        alert.post(
                "/v1/rules",
                "application/json",
                utf8("{\"id\":\"overtaken\",\"name\":\"China leads\",\"comparison\":\"us-cn\",\"measure\":\"lag\","
                        + "\"condition\":{\"below\":0}}"));
        long before = revision();

        tellOfAChineseModelThatLeads();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(alerts("overtaken")).hasSize(1));
        assertThat(metrics.get("/v1/gap/us-cn/lag")
                        .path("follower")
                        .path("name")
                        .asText())
                .isEqualTo("Made Up");
        assertThat(metrics.get("/v1/gap/us-cn/lag").path("value").asDouble()).isNegative();
        assertThat(revision()).isEqualTo(before + 11);
        assertThat(vorsprung("alerts").out()).contains("China leads");

        tellOfAChineseModelThatLeads();
        ingest.post(
                "/v1/assessments",
                "application/json",
                utf8(
                        "{\"assessment\":\"marker\",\"assessor\":\"me\",\"statedOn\":\"2026-08-01\",\"comparison\":\"us-cn\","
                                + "\"measure\":\"lag\",\"low\":1,\"high\":2,\"unit\":\"months\",\"statement\":\"after\"}"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(revision()).isEqualTo(before + 12));
        assertThat(alerts("overtaken")).hasSize(1);
        assertThat(alerts("overtaken").get(0).state()).isEqualTo(Alert.State.FIRING);
    }

    @Test
    @Order(4)
    void importSaysWhichLineIsWrong() throws Exception {
        Path file = data.resolve("import.ndjson");
        Files.writeString(file, """
                {"specversion":"1.0","id":"i-1","source":"urn:me","type":"io.vorsprung.assessment.v1","data":\
                {"assessment":"mine","assessor":"me","statedOn":"2026-08-01","comparison":"us-cn","measure":"lag","low":1,\
                "high":2,"unit":"months","statement":"x"}}
                {"specversion":"1.0","id":"i-2","source":"urn:me","type":"io.vorsprung.nothing.v1","data":{}}
                """);

        Script.Outcome outcome = vorsprung("import", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.out()).contains("accepted 1, rejected 1");
        assertThat(outcome.err()).contains("line 2: type: expected one of our event types");
    }

    @Test
    @Order(5)
    void whatIsExportedCanBeImported() throws Exception {
        Path export = data.resolve("export.ndjson");
        assertThat(vorsprung("export", export.toString()).exitCode()).isZero();
        long lines;
        try (var all = Files.lines(export)) {
            lines = all.count();
        }
        assertThat(lines).isGreaterThan(2500);
        long before = revision();

        Script.Outcome judged = vorsprung("import", "--dry-run", export.toString());
        assertThat(judged.exitCode()).as(judged.err()).isZero();
        assertThat(judged.out()).contains("would be accepted " + lines + ", rejected 0");

        Script.Outcome again = vorsprung("import", export.toString());
        assertThat(again.out()).contains("accepted " + lines + ", rejected 0");
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    @Order(6)
    void whatWasToldIsTakenOutByQueryAndTheDifferenceIsShown() throws Exception {
        String before = Instant.now().toString();

        assertThat(vorsprung("retract", "--reason", "made up").exitCode()).isEqualTo(1);
        Script.Outcome wouldBe = vorsprung("retract", "--key", "made-up", "--reason", "made up", "--dry-run");
        assertThat(wouldBe.out()).as(wouldBe.err()).contains("would be taken out: 11");
        Script.Outcome retracted = vorsprung("retract", "--key", "made-up", "--reason", "made up");
        assertThat(retracted.out()).as(retracted.err()).contains("taken out: 11");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(metrics.get("/v1/gap/us-cn/lag")
                        .path("follower")
                        .path("name")
                        .asText())
                .isEqualTo("Kimi K3"));
        Script.Outcome diff = vorsprung("diff", before);
        assertThat(diff.exitCode()).as(diff.err()).isZero();
        assertThat(diff.out())
                .containsPattern("lag +months .*\\| Kimi K3")
                .contains("11 facts were added, corrected or withdrawn", "withdrawn model-release");
    }

    @Test
    @Order(7)
    void deadLettersAreSeenTo() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", "localhost:" + PORTS.kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.BENCHMARK_RESULTS, "poison", "not an event"))
                    .get();
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        vorsprung("dead-letters", "list").out())
                .contains("poison", Topics.BENCHMARK_RESULTS, "1 open"));
        String id = new Api(PORTS.metrics(), () -> token("operator"))
                .get("/v1/dead-letters")
                .path("items")
                .get(0)
                .path("id")
                .asText();

        assertThat(vorsprung("dead-letters", "show", id).out()).contains("not an event");
        assertThat(vorsprung("dead-letters", "drop", id).exitCode()).isZero();
        assertThat(vorsprung("dead-letters", "list").out()).contains("0 open");
        assertThat(vorsprung("dead-letters", "list", "--state", "dropped").out())
                .contains("poison", "1 dropped");
    }

    /** docs/asyncapi.yaml is what stands on the topics, and how they are kept; after all that was told above. */
    @Test
    @Order(8)
    void whatIsOnTheTopicsIsWhatTheDocumentSays() throws Exception {
        AsyncApiReader reader = new AsyncApiReader(Script.HOME.resolve("docs/asyncapi.yaml"));
        String broker = "localhost:" + PORTS.kafka();
        Set<String> seen = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            assertThat(reader.topics())
                    .extracting(AsyncApiReader.Topic::address)
                    .containsAll(admin.listTopics().names().get());
            for (AsyncApiReader.Topic topic : reader.topics()) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.address());
                var kept = admin.describeConfigs(List.of(resource)).all().get().get(resource);
                topic.configuration()
                        .forEach((name, value) -> assertThat(kept.get(name).value())
                                .as("%s %s", topic.address(), name)
                                .isEqualTo(value));
                assertThat(admin.describeTopics(List.of(topic.address()))
                                .allTopicNames()
                                .get()
                                .get(topic.address())
                                .partitions())
                        .hasSize(topic.partitions());
                described.addAll(reader.messages(topic.address()));
                for (ConsumerRecord<String, byte[]> record : TopicContents.read(broker, topic.address())) {
                    if (!"poison".equals(record.key()) || topic.address().equals(Topics.DEAD_LETTERS)) {
                        seen.add(reader.read(record));
                    }
                }
            }
        }
        assertThat(seen).isEqualTo(described);
    }

    @Test
    @Order(9)
    void tokensAreTheirOwners() throws Exception {
        try (var files = Files.list(data.resolve("tokens"))) {
            assertThat(files).hasSize(5).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    @Order(10)
    void filesOfOthersAnswerForYearsAndRatings() throws Exception {
        Path models = FILES.resolve("epoch-models-2025-12/notable_ai_models.csv");
        Assumptions.assumeTrue(Files.exists(models), "real files of others are not here: " + FILES);

        Script.Outcome imported = vorsprung("import", models.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        Script.Outcome arena = vorsprung(
                "import",
                FILES.resolve("arena/text-2026-03-19.json").toString(),
                FILES.resolve("arena/text-2026-03-31.json").toString());
        assertThat(arena.exitCode()).as(arena.err()).isZero();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int year = 2020; year <= 2025; year++) {
                assertThat(metrics.get("/v1/gap/us-cn/compute?asOf=" + year + "-12-31")
                                .has("value"))
                        .as("compute as of the end of " + year)
                        .isTrue();
            }
            JsonNode gap = metrics.get("/v1/gap/us-cn/arena?asOf=2026-03-31");
            assertThat(gap.path("value").asDouble()).isCloseTo(39, within(0.5));
            assertThat(gap.path("rating").path("percentOfFollower").asDouble()).isCloseTo(2.66, within(0.005));
            assertThat(gap.path("rating").path("chanceOfWinning").asDouble()).isCloseTo(0.556, within(0.0005));
        });
    }

    private void tellOfAChineseModelThatLeads() {
        ingest.post(
                "/v1/model-releases",
                "application/json",
                utf8(
                        "{\"model\":\"made-up\",\"name\":\"Made Up\",\"developers\":[{\"name\":\"Lab\",\"country\":\"CN\"}],"
                                + "\"releasedOn\":\"2026-08-01\",\"access\":\"open-weights\"}"));
        StringBuilder results = new StringBuilder();
        for (String benchmark : List.of(
                "gpqa-diamond",
                "hle",
                "swe-bench-verified",
                "arc-agi-2",
                "critpt",
                "chess-puzzles",
                "simplebench",
                "frontiermath-tiers-1-3-v2-private",
                "gso-bench",
                "proofbench")) {
            results.append(
                    "{\"model\":\"made-up\",\"benchmark\":\"" + benchmark
                            + "\",\"score\":0.99,\"unit\":\"normalized\",\"evaluatedOn\":\"2026-08-02\",\"evaluator\":\"me\"}\n");
        }
        ingest.post("/v1/benchmark-results", "application/x-ndjson", utf8(results.toString()));
    }

    private static Optional<String> token(String name) {
        return new DataDirectory(data).tokens().token(name);
    }

    private long revision() {
        return metrics.get("/v1/gap").path("revision").asLong();
    }

    private static List<Alert> alerts(String rule) throws Exception {
        List<Alert> found = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : TopicContents.read("localhost:" + PORTS.kafka(), Topics.ALERTS)) {
            if (record.key().equals(rule)) {
                found.add(EventJson.MAPPER.readValue(record.value(), Alert.class));
            }
        }
        return found;
    }

    private static Script.Outcome vorsprung(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(OFFSET)));
        return Script.run(all.toArray(String[]::new));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
