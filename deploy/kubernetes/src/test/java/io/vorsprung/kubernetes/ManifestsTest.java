package io.vorsprung.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every object of every overlay: known to its type, secure, without a secret; and the copies that must not drift. */
@EnableKubernetesMockClient(crud = true)
class ManifestsTest {

    KubernetesClient client;

    @ParameterizedTest
    @ValueSource(strings = {"single", "production", "external"})
    void everyFieldIsKnownToItsType(String overlay) {
        for (JsonNode object : Rendered.of(overlay)) {
            assertThat(Strict.faults(object)).as(name(object)).isEmpty();
        }
    }

    /** The test can fail: a misspelt field of each kind of check is found. */
    @Test
    void misspeltFieldsAreFound() {
        Map<String, String> misspelt = Map.of(
                "Deployment", "/spec/template/spec",
                "KafkaUser", "/spec/authorization",
                "Cluster", "/spec",
                "ServiceMonitor", "/spec",
                "HTTPRoute", "/spec");
        misspelt.forEach((kind, at) -> {
            JsonNode object = Rendered.all()
                    .filter(one -> one.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow()
                    .deepCopy();
            ((ObjectNode) object.at(at)).put("misspelt", true);
            assertThat(Strict.faults(object)).as(kind).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "production", "external"})
    void everyPodIsRestricted(String overlay) {
        Rendered.pods(overlay).forEach(pod -> {
            String name = pod.getKey();
            JsonNode spec = pod.getValue();
            assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean())
                    .as(name)
                    .isTrue();
            assertThat(spec.at("/securityContext/runAsUser").asLong()).as(name).isPositive();
            assertThat(spec.at("/securityContext/seccompProfile/type").asText())
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            assertThat(spec.path("automountServiceAccountToken").asBoolean(true))
                    .as(name)
                    .isFalse();
            assertThat(spec.path("hostNetwork").asBoolean()
                            || spec.path("hostPID").asBoolean())
                    .as(name)
                    .isFalse();
            for (JsonNode volume : spec.path("volumes")) {
                assertThat(volume.has("hostPath")).as(name).isFalse();
            }
            List<JsonNode> containers = new ArrayList<>();
            spec.path("containers").forEach(containers::add);
            spec.path("initContainers").forEach(containers::add);
            for (JsonNode container : containers) {
                assertContainer(name + " " + container.path("name").asText(), container);
            }
        });
    }

    private static void assertContainer(String name, JsonNode container) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                .as(name)
                .isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).as(name).isTrue();
        assertThat(security.at("/capabilities/drop").toString()).as(name).isEqualTo("[\"ALL\"]");
        assertThat(container.at("/resources/requests/cpu").asText()).as(name).isNotEmpty();
        assertThat(container.at("/resources/requests/memory").asText()).as(name).isNotEmpty();
        assertThat(container.at("/resources/limits/memory").asText()).as(name).isNotEmpty();
        String image = container.path("image").asText();
        assertThat(image).as(name).matches(".+:[0-9].+").doesNotEndWith(":latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "production", "external"})
    void whatServesHasProbesAndWhatIsReplicatedABudget(String overlay) {
        Set<String> budgets = new TreeSet<>();
        for (JsonNode object : Rendered.of(overlay)) {
            if (object.path("kind").asText().equals("PodDisruptionBudget")) {
                budgets.add(object.at("/spec/selector/matchLabels/app.kubernetes.io~1name")
                        .asText());
            }
        }
        for (JsonNode object : Rendered.of(overlay)) {
            String kind = object.path("kind").asText();
            if (kind.equals("Deployment") || kind.equals("StatefulSet")) {
                for (JsonNode container : object.at("/spec/template/spec/containers")) {
                    assertThat(List.of("startupProbe", "readinessProbe", "livenessProbe"))
                            .as(name(object))
                            .allMatch(container::has);
                }
            }
            if (kind.equals("Deployment")) {
                assertThat(budgets).contains(object.at("/metadata/name").asText());
                assertThat(object.at("/spec/template/spec/topologySpreadConstraints"))
                        .isNotEmpty();
                assertThat(object.at("/spec/strategy/rollingUpdate/maxUnavailable")
                                .asText())
                        .isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "production", "external"})
    void noSecretStandsInAManifestAndTheNamespaceDeniesByDefault(String overlay) {
        boolean denies = false;
        for (JsonNode object : Rendered.of(overlay)) {
            assertThat(object.path("kind").asText()).isNotEqualTo("Secret");
            assertThat(object.toString().toLowerCase(Locale.ROOT))
                    .as(name(object))
                    .doesNotContainPattern("\"name\":\"[^\"]*(password|secret|jaas)[^\"]*\",\"value\":");
            denies |= object.path("kind").asText().equals("NetworkPolicy")
                    && object.at("/spec/podSelector").isEmpty()
                    && object.at("/spec/policyTypes").toString().contains("Egress")
                    && object.at("/spec/ingress").isMissingNode()
                    && object.at("/spec/egress").isMissingNode();
            if (object.path("kind").asText().equals("Namespace")) {
                assertThat(object.at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                                .asText())
                        .isEqualTo("restricted");
            }
        }
        assertThat(denies).isTrue();
    }

    /** Names that refer to something: secrets that install makes or an operator does, config maps, services, ports. */
    @ParameterizedTest
    @ValueSource(strings = {"single", "production", "external"})
    void whatIsReferredToIsThere(String overlay) throws Exception {
        Map<String, Set<String>> names = new TreeMap<>();
        for (JsonNode object : Rendered.of(overlay)) {
            names.computeIfAbsent(object.path("kind").asText(), kind -> new TreeSet<>())
                    .add(object.at("/metadata/name").asText());
        }
        String install = Files.readString(Rendered.HOME.resolve("deploy/kubernetes/install"));
        for (JsonNode object : Rendered.of(overlay)) {
            for (JsonNode reference : object.findValues("secretKeyRef")) {
                assertSecret(reference.path("name").asText(), names, install);
            }
            for (JsonNode reference : object.findValues("configMapKeyRef")) {
                assertThat(names.get("ConfigMap"))
                        .contains(reference.path("name").asText());
            }
            for (JsonNode volume : object.at("/spec/template/spec/volumes")) {
                if (volume.has("configMap")) {
                    assertThat(names.get("ConfigMap"))
                            .contains(volume.at("/configMap/name").asText());
                }
                if (volume.has("secret")) {
                    assertSecret(volume.at("/secret/secretName").asText(), names, install);
                }
            }
            if (object.path("kind").asText().equals("HorizontalPodAutoscaler")
                    || object.path("kind").asText().equals("ScaledObject")) {
                assertThat(names.get("Deployment"))
                        .contains(object.at("/spec/scaleTargetRef/name").asText());
            }
            for (JsonNode backend : object.findValues("backendRefs")) {
                assertThat(names.get("Service"))
                        .contains(backend.get(0).path("name").asText());
            }
        }
    }

    private static void assertSecret(String secret, Map<String, Set<String>> names, String install) {
        boolean ofAnOperator = names.getOrDefault("KafkaUser", Set.of()).contains(secret)
                || secret.equals("vorsprung-cluster-ca-cert") && names.containsKey("Kafka");
        boolean ofInstall =
                install.contains(secret) || install.contains("database " + secret.replace("-database", "") + " ");
        assertThat(ofAnOperator || ofInstall).as("secret %s", secret).isTrue();
    }

    /** An API server takes all of it. */
    @ParameterizedTest
    @ValueSource(strings = {"single", "production", "external"})
    void apiServerAcceptsAnApply(String overlay) throws Exception {
        Map<String, Integer> created = new HashMap<>();
        for (JsonNode object : Rendered.of(overlay)) {
            GenericKubernetesResource resource =
                    Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
            String[] version = object.path("apiVersion").asText().split("/", -1);
            ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                    .withGroup(version.length == 1 ? null : version[0])
                    .withVersion(version[version.length - 1])
                    .withKind(object.path("kind").asText())
                    .withPlural(Pluralize.toPlural(object.path("kind").asText().toLowerCase(Locale.ROOT)))
                    .withNamespaced(!object.path("kind").asText().equals("Namespace"))
                    .build();
            var operation = client.genericKubernetesResources(context);
            var kept = resource.getMetadata().getNamespace() == null
                    ? operation.resource(resource).create()
                    : operation
                            .inNamespace(resource.getMetadata().getNamespace())
                            .resource(resource)
                            .create();
            assertThat(kept.getMetadata().getUid()).as(name(object)).isNotEmpty();
            created.merge(object.path("kind").asText(), 1, Integer::sum);
        }
        assertThat(created).containsEntry("Deployment", 3).containsEntry("Namespace", 1);
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("vorsprung")
                        .withName("metrics-service")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("vorsprung/metrics-service:0.1.0");
    }

    @Test
    void copiesAreWhatTheyAreCopiesOf() throws Exception {
        YAMLMapper yaml = new YAMLMapper();
        Path home = Rendered.HOME;
        String topics = Files.readString(home.resolve("common/src/main/resources/kafka-topics.properties"));
        assertThat(Files.readString(home.resolve("deploy/kubernetes/overlays/single/topics.properties")))
                .isEqualTo(topics);
        assertThat(yaml.readTree(home.resolve("deploy/observability/prometheusrule.yaml")
                                .toFile())
                        .at("/spec/groups"))
                .isEqualTo(yaml.readTree(
                                home.resolve("deploy/observability/rules.yaml").toFile())
                        .path("groups"));
        Map<String, String> declared = new TreeMap<>();
        for (String line : topics.split("\n", -1)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] pair = line.split("=", 2);
                declared.put(pair[0].strip(), pair[1].replace(" ", ""));
            }
        }
        Map<String, String> strimzi = new TreeMap<>();
        for (JsonNode object : Rendered.of("production")) {
            if (object.path("kind").asText().equals("KafkaTopic")) {
                List<String> settings = new ArrayList<>(
                        List.of("partitions=" + object.at("/spec/partitions").asText()));
                object.at("/spec/config").fields().forEachRemaining(field -> {
                    if (!field.getKey().equals("min.insync.replicas")) {
                        settings.add(field.getKey() + "=" + field.getValue().asText());
                    }
                });
                strimzi.put(object.at("/metadata/name").asText(), String.join(";", settings));
            }
        }
        assertThat(strimzi).isEqualTo(declared);
    }

    @Test
    void prometheusRulesPassTheirUnitTestsAndEachHasItsRunbook() throws Exception {
        String operations = Files.readString(Rendered.HOME.resolve("docs/operations.md"));
        for (JsonNode rule : new YAMLMapper()
                .readTree(
                        Rendered.HOME.resolve("deploy/observability/rules.yaml").toFile())
                .at("/groups/0/rules")) {
            String alert = rule.path("alert").asText();
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(operations).contains("### " + alert + "\n");
            assertThat(Files.readString(Rendered.HOME.resolve("deploy/observability/rules-test.yaml")))
                    .contains("alertname: " + alert);
        }
        Assumptions.assumeTrue(Rendered.isThere("promtool"), "promtool is not installed");
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "rules-test.yaml")
                .directory(Rendered.HOME.resolve("deploy/observability").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }

    private static String name(JsonNode object) {
        return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
    }
}
