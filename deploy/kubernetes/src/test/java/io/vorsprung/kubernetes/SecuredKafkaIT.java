package io.vorsprung.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vorsprung.common.wire.Topics;
import io.vorsprung.embedded.EmbeddedDatabase;
import io.vorsprung.embedded.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the manifests of {@code production} say, for real: a broker with SCRAM, TLS and ACLs, its users and their rights, the
 * services with the variables and settings of their pods, their migrations, their probes, what they export.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredKafkaIT {

    private static final List<String> SERVICES = List.of("ingest-service", "metrics-service", "alert-service");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private SecuredBroker broker;
    private EmbeddedDatabase database;
    private KeyPair keys;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    void install() throws Exception {
        Rendered.of("production"); // skips here where there is no kubectl
        broker = SecuredBroker.start(directory);
        database = EmbeddedDatabase.start(directory.resolve("postgres"), FreePorts.next());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        for (String service : List.of("metrics-service", "alert-service")) {
            Process migration = start(service, pod("Job", service + "-migrate"));
            assertThat(migration.waitFor(2, TimeUnit.MINUTES))
                    .as(log(service + "-migrate"))
                    .isTrue();
            assertThat(migration.exitValue()).as(log(service + "-migrate")).isZero();
        }
        for (String service : SERVICES) {
            ports.put(service, FreePorts.next());
            processes.add(start(service, pod("Deployment", service)));
        }
        for (String service : SERVICES) {
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(status(service, "/q/health/ready"))
                    .as(log(service))
                    .isEqualTo(200));
        }
        tell("/v1/model-releases", "{\"model\":\"m\",\"name\":\"M\",\"developers\":[],\"releasedOn\":\"2026-01-01\"}");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(body("metrics-service", "/v1/models/m"))
                .contains("\"M\""));
    }

    @AfterAll
    void end() throws Exception {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            process.waitFor(20, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
        if (database != null) {
            database.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void whatIsToldComesOutAsAnAlertThatASubscriberReads() throws Exception {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(body("alert-service", "/v1/estimates"))
                .contains("us-cn"));
        post(
                "alert-service",
                "/v1/rules",
                "operator",
                "{\"id\":\"p\",\"name\":\"P\",\"condition\":{\"policy\":{\"when\":\"announced\"}}}",
                201);
        tell(
                "/v1/policy-events",
                "{\"policy\":\"x\",\"title\":\"X\",\"jurisdiction\":\"US\",\"kind\":\"plan\",\"stance\":\"promote\","
                        + "\"announcedOn\":\"" + LocalDate.now(ZoneOffset.UTC) + "\"}");

        try (KafkaConsumer<String, String> subscriber = consumer("subscriber", "subscriber-desk")) {
            subscriber.subscribe(List.of(Topics.ALERTS));
            List<String> read = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                for (ConsumerRecord<String, String> record : subscriber.poll(Duration.ofMillis(200))) {
                    read.add(record.key());
                }
                assertThat(read).contains("p");
            });
        }
    }

    @Test
    void whoHasNotTheRightIsRefused() {
        assertThatThrownBy(() -> write("subscriber", Topics.ALERTS)).hasCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> write("metrics-service-kafka", Topics.ALERTS))
                .hasCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> write("ingest-service-kafka", Topics.GAP_ESTIMATES))
                .hasCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> read("subscriber", "another-group", Topics.ALERTS))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> read("subscriber", "subscriber-desk", Topics.MODEL_RELEASES))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> read("ingest-service-kafka", "subscriber", Topics.ALERTS))
                .isInstanceOf(AuthorizationException.class);
        Map<String, Object> wrong = broker.settings("subscriber");
        wrong.put("sasl.jaas.config", SecuredBroker.jaas("subscriber", "wrong"));
        assertThatThrownBy(() -> {
                    try (Admin admin = Admin.create(wrong)) {
                        admin.describeCluster().nodes().get();
                    }
                })
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void probesAnswerAndNoSettingIsUnknown() throws Exception {
        for (JsonNode object : Rendered.of("production")) {
            if (object.path("kind").asText().equals("Deployment")) {
                JsonNode container = object.at("/spec/template/spec/containers/0");
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    assertThat(status(
                                    object.at("/metadata/name").asText(),
                                    container.at("/" + probe + "/httpGet/path").asText()))
                            .isEqualTo(200);
                }
            }
        }
        for (String service : SERVICES) {
            assertThat(log(service)).doesNotContain("Unrecognized configuration key");
        }
    }

    @Test
    void routesLeadToPathsThatTheServicesHave() throws Exception {
        int found = 0;
        for (JsonNode object : Rendered.of("production")) {
            if (!object.path("kind").asText().equals("HTTPRoute")) {
                continue;
            }
            for (JsonNode rule : object.at("/spec/rules")) {
                String api = body(rule.at("/backendRefs/0/name").asText(), "/q/openapi?format=json");
                Set<String> paths = new TreeSet<>();
                JSON.readTree(api).path("paths").fieldNames().forEachRemaining(paths::add);
                for (JsonNode match : rule.path("matches")) {
                    assertThat(paths)
                            .anyMatch(path ->
                                    path.startsWith(match.at("/path/value").asText()));
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(8);
    }

    /** Names in the queries of dashboards and rules are metrics that a service exports. */
    @Test
    void queriesNameMetricsThatAreExported() throws Exception {
        Set<String> exported = new TreeSet<>(Set.of("up"));
        for (String service : SERVICES) {
            body(service, "/q/metrics")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> exported.add(line.split("[{ ]", 2)[0]));
        }
        Set<String> named = new TreeSet<>();
        Path observability = Rendered.HOME.resolve("deploy/observability");
        try (Stream<Path> dashboards = Files.list(observability.resolve("dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                for (JsonNode expression : JSON.readTree(dashboard.toFile()).findValues("expr")) {
                    named.addAll(metrics(expression.asText()));
                }
            }
        }
        for (JsonNode rule : new com.fasterxml.jackson.dataformat.yaml.YAMLMapper()
                .readTree(observability.resolve("rules.yaml").toFile())
                .findValues("expr")) {
            named.addAll(metrics(rule.asText()));
        }
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(exported).containsAll(named);
    }

    /** Words before a brace, a bracket or nothing, outside labels, that are no function, modifier or label. */
    private static Set<String> metrics(String expression) {
        String bare = expression
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("\\b(by|without)\\s*\\([^)]*\\)", "");
        Set<String> names = new TreeSet<>();
        Matcher word = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b").matcher(bare);
        while (word.find()) {
            if (word.group().contains("_") || word.group().equals("up")) {
                names.add(word.group());
            }
        }
        return names;
    }

    private static JsonNode pod(String kind, String name) {
        return Rendered.of("production").stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The container as a process: its variables, its config map; addresses and secrets are those of this machine. */
    private Process start(String service, JsonNode object) throws IOException {
        String name = object.at("/metadata/name").asText();
        JsonNode container = object.at("/spec/template/spec/containers/0");
        Path home =
                Files.createDirectories(directory.resolve("run").resolve(name).resolve("config"));
        for (JsonNode map : Rendered.of("production")) {
            if (map.path("kind").asText().equals("ConfigMap")
                    && map.at("/metadata/name")
                            .asText()
                            .equals(object.at("/spec/template/spec/volumes/0/configMap/name")
                                    .asText())) {
                Files.writeString(
                        home.resolve("application.properties"),
                        map.at("/data/application.properties").asText());
            }
        }
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx400m",
                        "-jar",
                        Rendered.HOME
                                .resolve(service)
                                .resolve("target/quarkus-app/quarkus-run.jar")
                                .toString())
                .directory(home.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        for (JsonNode variable : container.path("env")) {
            builder.environment().put(variable.path("name").asText(), value(service, variable));
        }
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.getOrDefault(service, 0)));
        if (service.equals("alert-service")) {
            builder.environment()
                    .put(
                            "VORSPRUNG_ALERT_RULES_DIRECTORY",
                            Files.createDirectories(directory.resolve("rules")).toString());
            builder.environment()
                    .put("VORSPRUNG_ALERT_METRICS_URL", "http://localhost:" + ports.get("metrics-service"));
        }
        return builder.start();
    }

    private String value(String service, JsonNode variable) {
        return switch (variable.path("name").asText()) {
            case "KAFKA_BOOTSTRAP_SERVERS" -> broker.bootstrapServers();
            case "KAFKA_SSL_TRUSTSTORE_LOCATION" -> broker.ca().toString();
            case "KAFKA_SASL_JAAS_CONFIG" ->
                SecuredBroker.jaas(variable.at("/valueFrom/secretKeyRef/name").asText(), SecuredBroker.PASSWORD);
            case "QUARKUS_OIDC_PUBLIC_KEY" ->
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
            case "QUARKUS_DATASOURCE_JDBC_URL" -> database.jdbcUrl();
            case "QUARKUS_DATASOURCE_USERNAME" -> database.user();
            case "QUARKUS_DATASOURCE_PASSWORD" -> "any";
            default -> {
                assertThat(variable.has("value")).as(service + " " + variable).isTrue();
                yield variable.path("value").asText();
            }
        };
    }

    private KafkaConsumer<String, String> consumer(String user, String group) {
        Map<String, Object> settings = broker.settings(user);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private void read(String user, String group, String topic) {
        try (KafkaConsumer<String, String> consumer = consumer(user, group)) {
            consumer.subscribe(List.of(topic));
            for (int i = 0; i < 50; i++) {
                consumer.poll(Duration.ofMillis(200));
            }
        }
    }

    private void write(String user, String topic) throws Exception {
        Map<String, Object> settings = broker.settings(user);
        settings.put("max.block.ms", 10_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "forged", "{}")).get();
        }
    }

    private void tell(String path, String json) throws Exception {
        post("ingest-service", path, "ingest", json, 202);
    }

    private void post(String service, String path, String role, String json, int expected) throws Exception {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setHeader("typ", "JWT");
        token.setKey(keys.getPrivate());
        long now = System.currentTimeMillis() / 1000;
        token.setPayload(
                "{\"sub\":\"test\",\"iat\":" + now + ",\"exp\":" + (now + 600) + ",\"groups\":[\"" + role + "\"]}");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(service, path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token.getCompactSerialization())
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
    }

    private URI uri(String service, String path) {
        return URI.create("http://localhost:" + ports.get(service) + path);
    }

    private int status(String service, String path) throws Exception {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri(service, path)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException silent) {
            return 0;
        }
    }

    private String body(String service, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(service, path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String log(String name) throws IOException {
        Path log = directory.resolve(name + ".log");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
