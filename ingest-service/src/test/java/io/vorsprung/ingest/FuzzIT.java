package io.vorsprung.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.embedded.KafkaAndPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Damaged bodies at every endpoint that takes one and in every format: no answer of 500 or more, none that hangs or shows a stack
 * trace, and a good line beside them is accepted. {@code -Dvorsprung.fuzz.inputs} says how many (the profile {@code nightly}: a
 * million), {@code -Dvorsprung.fuzz.seed} which.
 */
@QuarkusTest
@TestSecurity(
        user = "tester",
        roles = {"ingest", "backfill"})
@WithTestResource(KafkaAndPostgres.class)
@WithTestResource(FuzzIT.AnyRate.class)
class FuzzIT {

    private static final int INPUTS = Integer.getInteger("vorsprung.fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("vorsprung.fuzz.seed", 20_261_124L);
    private static final int AT_A_TIME = 32;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String RESULT =
            "{\"model\":\"fuzzed\",\"variant\":\"v\",\"benchmark\":\"gpqa-diamond\",\"score\":0.5,\"unit\":\"fraction\","
                    + "\"stderr\":0.01,\"evaluatedOn\":\"2025-01-20\",\"evaluator\":\"me\",\"selfReported\":false,"
                    + "\"sources\":[{\"title\":\"t\",\"url\":\"https://example.org\"}]}";
    private static final String CLOUD_EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"urn:me\",\"type\":\"io.vorsprung.benchmark-result.v1\","
                    + "\"time\":\"2025-01-21T00:00:00Z\",\"recordedtimeassumed\":true,\"data\":" + RESULT + "}";

    /** What a request is made of. {@code lines}: another line can stand beside it. */
    private record Seed(String path, String contentType, byte[] body, boolean lines) {}

    private static final String NDJSON = "application/x-ndjson";
    private static final String JSON = "application/json";

    private static final List<Seed> SEEDS = List.of(
            seed("/v1/benchmark-results", JSON, RESULT, false),
            seed("/v1/benchmark-results", NDJSON, RESULT, true),
            seed("/v1/benchmark-results", "application/cloudevents+json", CLOUD_EVENT, false),
            seed("/v1/benchmark-results", "application/cloudevents-batch+json", "[" + CLOUD_EVENT + "]", false),
            seed(
                    "/v1/model-releases",
                    JSON,
                    "{\"model\":\"fuzzed\",\"name\":\"F\",\"developers\":[{\"name\":\"L\",\"country\":\"CN\"}],"
                            + "\"releasedOn\":\"2025-01-20\",\"access\":\"closed\",\"parameters\":671e9,"
                            + "\"trainingComputeFlop\":4e24,\"hardware\":{\"chip\":\"H800\",\"count\":2048}}",
                    false),
            seed(
                    "/v1/policy-events",
                    JSON,
                    "{\"policy\":\"p\",\"title\":\"t\",\"jurisdiction\":\"US\",\"kind\":\"export-control\",\"stance\":"
                            + "\"tighten\",\"announcedOn\":\"2022-10-07\",\"targets\":[\"CN\"],\"affects\":[\"chips\"],"
                            + "\"thresholds\":[{\"metric\":\"TPP\",\"value\":4800}]}",
                    false),
            seed(
                    "/v1/assessments",
                    JSON,
                    "{\"assessment\":\"a\",\"assessor\":\"me\",\"statedOn\":\"2025-01-01\",\"comparison\":\"us-cn\","
                            + "\"measure\":\"lag\",\"low\":1,\"high\":2,\"unit\":\"months\",\"statement\":\"s\"}",
                    false),
            seed("/v1/retractions", JSON, "{\"event\":\"no-such\",\"reason\":\"r\"}", false),
            seed("/v1/imports", NDJSON, CLOUD_EVENT, true),
            seed("/v1/imports?dryRun=true", NDJSON, CLOUD_EVENT, true),
            seed(
                    "/v1/imports?format=csv",
                    "text/csv",
                    "model,benchmark,score,unit,evaluatedOn,evaluator\nfuzzed,gpqa-diamond,0.5,fraction,2025-01-20,me\n",
                    false),
            seed(
                    "/v1/imports",
                    "text/csv",
                    "Model,Organization,Publication date,Country (of organization),Training compute (FLOP)\n"
                            + "Fuzzed,\"Lab, Other\",2024-05-01,\"China,France\",1e25\n",
                    false),
            seed(
                    "/v1/imports",
                    "text/csv",
                    "performance,benchmark,benchmark_release_date,model,model_version,date,source\n"
                            + "0.5,Old Bench,2020-01-01,Fuzzed,v1,2024-05-07,\n",
                    false),
            seed(
                    "/v1/imports?format=arena",
                    JSON,
                    "{\"meta\":{\"leaderboard\":\"text\",\"fetched_at\":\"2026-03-31T06:20:13Z\"},\"models\":[{\"model\":"
                            + "\"fuzzed\",\"vendor\":\"L\",\"license\":\"open\",\"score\":1504,\"ci\":6}]}",
                    false),
            seed(
                    "/v1/imports?format=federal-register",
                    JSON,
                    "{\"results\":[{\"title\":\"Additions to x\",\"type\":\"Rule\",\"document_number\":\"1\","
                            + "\"publication_date\":\"2022-10-13\",\"agencies\":[{\"slug\":\"industry-and-security-bureau\"}]}]}",
                    false),
            new Seed("/v1/imports?format=epoch-benchmarks", "application/zip", zip(), false));

    /** Faster than a client may be. */
    public static class AnyRate implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("vorsprung.ingest.requests-per-second", "0", "vorsprung.ingest.imports", "64");
        }

        @Override
        public void stop() {}
    }

    @TestHTTPResource
    URI root;

    @Test
    void nothingThatIsSentDoesMoreThanBeRefused() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        SplittableRandom random = new SplittableRandom(SEED);
        Semaphore free = new Semaphore(AT_A_TIME);
        Queue<String> found = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < INPUTS && found.size() < 10; i++) {
            Seed seed = SEEDS.get(i % SEEDS.size());
            byte[] damaged = damaged(seed.body(), random);
            byte[] body = seed.lines() ? beside(damaged, i) : damaged;
            HttpRequest request = HttpRequest.newBuilder(root.resolve(seed.path()))
                    .header("Content-Type", seed.contentType())
                    .timeout(LONGEST)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            free.acquire();
            var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .whenComplete((response, failed) -> {
                        free.release();
                        String fault = failed == null ? fault(seed, response) : failed.toString();
                        if (!fault.isEmpty()) {
                            found.add(
                                    seed.path() + ": " + fault + "\n" + new String(body, StandardCharsets.ISO_8859_1));
                        }
                    });
        }
        assertThat(free.tryAcquire(AT_A_TIME, LONGEST.toSeconds(), TimeUnit.SECONDS))
                .as("every request is answered")
                .isTrue();
        assertThat(found).isEmpty();
    }

    private static String fault(Seed seed, HttpResponse<String> response) {
        String body = response.body();
        if (response.statusCode() >= 500) {
            return "HTTP " + response.statusCode() + " " + body;
        }
        if (body.contains("\tat ") || body.contains("at io.vorsprung") || body.contains("at java.base")) {
            return "a stack trace: " + body;
        }
        if (seed.lines() && response.statusCode() >= 300) {
            return "the good line was lost: HTTP " + response.statusCode() + " " + body;
        }
        try {
            if (!body.isEmpty() && !EventJson.MAPPER.readTree(body).isObject()) {
                return "not a JSON object: " + body;
            }
        } catch (IOException notJson) {
            return "not JSON: " + body;
        }
        return "";
    }

    /** A good line before it and one after: what is damaged may itself contain line ends, but must not take them along. */
    private static byte[] beside(byte[] damaged, int number) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String good = CLOUD_EVENT.replace("\"fuzzed\"", "\"fuzzed-" + number + "\"") + "\n";
        body.writeBytes(good.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(damaged);
        body.write('\n');
        body.writeBytes(good.getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** One to eight changes: bytes, pieces, and values that parsers trip over. */
    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int changes = random.nextInt(1, 9); changes > 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static final List<String> TRAPS = List.of(
            "\u0000",
            "\ufeff",
            "\ud83d\ude00",
            "\"",
            "'",
            "\\",
            "\r\n",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-0",
            "1e999",
            "-1e999",
            "NaN",
            "1".repeat(400),
            "9223372036854775808",
            "0x10",
            "\\u0000",
            "\\ud800",
            "../../etc/passwd",
            "${jndi:ldap://x}",
            "<script>",
            "2025-02-30",
            "0000-00-00",
            "+999999999-12-31",
            "%00",
            "\"\"",
            "[[[[[[[[[[",
            "{\"a\":".repeat(200),
            "\u202e",
            "PK\u0003\u0004",
            "a".repeat(5000));

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, random.nextInt(1, 40));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> spliced(bytes, at, at + length, new byte[0]);
            case 2 -> spliced(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, at + length));
            case 3 -> spliced(bytes, at, bytes.length, new byte[0]);
            case 4 -> {
                byte[] noise = new byte[length];
                for (int i = 0; i < length; i++) {
                    noise[i] = (byte) random.nextInt(256);
                }
                yield spliced(bytes, at, at + length, noise);
            }
            default ->
                spliced(
                        bytes,
                        at,
                        at + random.nextInt(length + 1),
                        TRAPS.get(random.nextInt(TRAPS.size())).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(instead);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static Seed seed(String path, String contentType, String body, boolean lines) {
        return new Seed(path, contentType, body.getBytes(StandardCharsets.UTF_8), lines);
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("gpqa_diamond.csv"));
            zip.write(
                    "Model version,mean_score,Release date,Organization,Country\nfuzzed_high,0.5,2025-01-01,Lab,China\n"
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
