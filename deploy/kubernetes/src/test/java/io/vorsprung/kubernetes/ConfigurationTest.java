package io.vorsprung.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vorsprung.common.access.Roles;
import io.vorsprung.common.wire.Topics;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every variable, key, port, topic, group and role that is written down somewhere is one that the code reads. */
class ConfigurationTest {

    private static final List<String> SERVICES = List.of("ingest-service", "metrics-service", "alert-service");
    private static final Map<String, KnownConfiguration> KNOWN =
            SERVICES.stream().collect(Collectors.toMap(service -> service, KnownConfiguration::of));
    private static final Path HOME = Rendered.HOME;
    private static final String PORT = "8080";

    @Test
    void variablesOfPodsAreRead() {
        Set<String> seen = new TreeSet<>();
        for (String overlay : Rendered.OVERLAYS) {
            Rendered.pods(overlay)
                    .forEach(pod -> pod.getValue().path("containers").forEach(container -> {
                        String service = service(container.path("image").asText());
                        if (service != null) {
                            for (JsonNode variable : container.path("env")) {
                                String name = variable.path("name").asText();
                                seen.add(name);
                                assertThat(KNOWN.get(service).readsVariable(name))
                                        .as(pod.getKey() + " " + name)
                                        .isTrue();
                            }
                        }
                    }));
        }
        assertThat(seen).contains("QUARKUS_DATASOURCE_JDBC_URL", "KAFKA_SASL_JAAS_CONFIG", "QUARKUS_INIT_AND_EXIT");
        // the test can fail
        assertThat(KNOWN.get("alert-service").readsVariable("QUARKUS_DATASOURCE_JDBC_URI"))
                .isFalse();
        assertThat(KNOWN.get("alert-service").readsVariable("VORSPRUNG_ALERT_METRICS_URI"))
                .isFalse();
        assertThat(KNOWN.get("ingest-service").readsVariable("QUARKUS_FLYWAY_MIGRATE_AT_START"))
                .isFalse();
    }

    @Test
    void keysOfConfigMapsAreRead() throws Exception {
        for (JsonNode object : Rendered.all()
                .filter(one -> one.path("kind").asText().equals("ConfigMap"))
                .toList()) {
            String text = object.at("/data/application.properties").asText();
            if (text.isEmpty()) {
                continue;
            }
            String service = SERVICES.stream()
                    .filter(one -> object.at("/metadata/name").asText().startsWith(one))
                    .findFirst()
                    .orElseThrow();
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            assertThat(properties.stringPropertyNames()).isNotEmpty().allSatisfy(key -> assertThat(
                            KNOWN.get(service).readsProperty(key))
                    .as(service + " " + key)
                    .isTrue());
        }
    }

    @Test
    void composeSaysWhatTheServicesRead() throws Exception {
        JsonNode compose =
                new YAMLMapper().readTree(HOME.resolve("docker-compose.yml").toFile());
        for (String service : SERVICES) {
            JsonNode described = compose.at("/services/" + service);
            assertThat(described.path("image").asText()).isEqualTo("vorsprung/" + service + ":0.1.0");
            described.path("environment").fieldNames().forEachRemaining(name -> assertThat(
                            KNOWN.get(service).readsVariable(name))
                    .as(service + " " + name)
                    .isTrue());
            assertThat(described.path("ports").get(0).asText())
                    .isEqualTo("127.0.0.1:" + KNOWN.get(service).says("quarkus.http.port") + ":" + PORT);
        }
        for (JsonNode service : compose.path("services")) {
            for (JsonNode port : service.path("ports")) {
                assertThat(port.asText()).startsWith("127.0.0.1:");
            }
            assertThat(service.path("image").asText()).matches(".+:v?[0-9].+");
            service.path("depends_on").fields().forEachRemaining(on -> assertThat(
                            on.getValue().path("condition").asText())
                    .isIn("service_healthy", "service_completed_successfully"));
            for (JsonNode secret : service.path("secrets")) {
                assertThat(compose.at("/secrets").has(secret.asText())).isTrue();
            }
            for (JsonNode volume : service.path("volumes")) {
                if (volume.asText().startsWith("./")) {
                    assertThat(HOME.resolve(volume.asText().split(":", 2)[0])).exists();
                }
            }
        }
        String secrets = Files.readString(HOME.resolve("deploy/compose/secrets"));
        for (JsonNode secret : compose.path("secrets")) {
            assertThat(secret.path("file").asText()).startsWith("deploy/compose/secret/");
        }
        Matcher keys = Pattern.compile("(quarkus\\.[a-z.-]+)=").matcher(secrets);
        int found = 0;
        while (keys.find()) {
            assertThat(KNOWN.get("metrics-service").readsProperty(keys.group(1)))
                    .as(keys.group(1))
                    .isTrue();
            found++;
        }
        assertThat(found).isGreaterThan(3);
    }

    /** A misspelt one would stop every pod. */
    @Test
    void javaKnowsTheOptionsOfTheImage() throws Exception {
        Matcher options = Pattern.compile("ENV JAVA_TOOL_OPTIONS=\"([^\"]*)\"")
                .matcher(Files.readString(HOME.resolve("deploy/images/Dockerfile"))
                        .replace("\\\n", ""));
        assertThat(options.find()).isTrue();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options.group(1).strip().split("\\s+")));
        assertThat(command).contains("-XX:+UseSerialGC");
        command.add("-version");
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
    }

    @Test
    void imageListensWhereItIsAsked() throws Exception {
        String dockerfile = Files.readString(HOME.resolve("deploy/images/Dockerfile"));
        Matcher settings = Pattern.compile("-D(quarkus\\.[a-z.-]+)=")
                .matcher(dockerfile + Files.readString(HOME.resolve("deploy/images/train")));
        Set<String> keys = new TreeSet<>();
        while (settings.find()) {
            keys.add(settings.group(1));
        }
        assertThat(keys).contains("quarkus.http.port").allSatisfy(key -> assertThat(SERVICES)
                .anyMatch(service -> KNOWN.get(service).readsProperty(key)));
        assertThat(dockerfile)
                .contains("-Dquarkus.http.port=" + PORT, "EXPOSE " + PORT, "USER 10001:10001")
                .doesNotContain(":latest");
        Map<String, String> ports = new HashMap<>();
        for (JsonNode object : Rendered.of("single")) {
            String name = object.at("/metadata/name").asText();
            if (object.path("kind").asText().equals("Service") && SERVICES.contains(name)) {
                ports.put(name, object.at("/spec/ports/0/port").asText());
            }
            if (object.path("kind").asText().equals("Deployment")) {
                assertThat(object.at("/spec/template/spec/containers/0/ports/0/containerPort")
                                .asText())
                        .isEqualTo(PORT);
            }
        }
        SERVICES.forEach(service ->
                assertThat(ports.get(service)).isEqualTo(KNOWN.get(service).says("quarkus.http.port")));
    }

    @Test
    void topicsAndGroupsOfUsersAreThoseOfTheServices() {
        Set<String> topics = Stream.concat(
                        Topics.EVENTS.stream(), Stream.of(Topics.GAP_ESTIMATES, Topics.ALERTS, Topics.DEAD_LETTERS))
                .collect(Collectors.toSet());
        Set<String> groups = Stream.of(
                        KNOWN.get("metrics-service").says("mp.messaging.incoming.events.group.id"),
                        KNOWN.get("metrics-service").says("mp.messaging.incoming.dead-letters-in.group.id"),
                        KNOWN.get("alert-service").says("mp.messaging.incoming.gap-estimates.group.id"),
                        KNOWN.get("alert-service").says("mp.messaging.incoming.policy-events.group.id"))
                .collect(Collectors.toSet());
        assertThat(groups).hasSize(4).doesNotContain("");
        for (JsonNode object : Rendered.of("production")) {
            if (object.path("kind").asText().equals("ScaledObject")) {
                assertThat(groups)
                        .contains(object.at("/spec/triggers/0/metadata/consumerGroup")
                                .asText());
                assertThat(topics)
                        .contains(object.at("/spec/triggers/0/metadata/topic").asText());
            }
            if (!object.path("kind").asText().equals("KafkaUser")
                    || object.at("/metadata/name").asText().equals("subscriber")) {
                continue;
            }
            for (JsonNode acl : object.at("/spec/authorization/acls")) {
                String name = acl.at("/resource/name").asText();
                Set<String> there = acl.at("/resource/type").asText().equals("topic") ? topics : groups;
                assertThat(there)
                        .anyMatch(
                                one -> acl.at("/resource/patternType").asText().equals("prefix")
                                        ? one.startsWith(name)
                                        : one.equals(name));
            }
        }
    }

    /** The alert topic is readable by subscribers, and writable by the alert service alone. */
    @Test
    void alertsAreWrittenByTheAlertServiceAlone() {
        Set<String> writers = new TreeSet<>();
        Set<String> readers = new TreeSet<>();
        for (JsonNode object : Rendered.of("production")) {
            for (JsonNode acl : object.at("/spec/authorization/acls")) {
                if (acl.at("/resource/name").asText().equals(Topics.ALERTS)) {
                    String operations = acl.path("operations").toString();
                    if (operations.contains("Write") || operations.contains("All")) {
                        writers.add(object.at("/metadata/name").asText());
                    }
                    if (operations.contains("Read")) {
                        readers.add(object.at("/metadata/name").asText());
                    }
                }
            }
        }
        assertThat(writers).containsExactly("alert-service-kafka");
        assertThat(readers).contains("subscriber");
    }

    @Test
    void rolesOfTokensAreThoseOfTheServices() throws Exception {
        Matcher roles = Pattern.compile("for role in ([a-z ]+);")
                .matcher(Files.readString(HOME.resolve("deploy/kubernetes/install")));
        assertThat(roles.find()).isTrue();
        assertThat(roles.group(1).split(" ", -1))
                .containsExactlyInAnyOrder(Roles.INGEST, Roles.BACKFILL, Roles.OPERATOR);
    }

    private static String service(String image) {
        return SERVICES.stream()
                .filter(service -> image.startsWith("vorsprung/" + service + ":"))
                .findFirst()
                .orElse(null);
    }
}
