package io.vorsprung.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Objects as their types have them: by typed models, or by the schema of a custom resource; what neither knows is a fault. */
final class Strict {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization(new ObjectMapper(), true);
    private static final Map<String, Class<?>> CUSTOM = Map.of(
            "kafka.strimzi.io/v1 Kafka", Kafka.class,
            "kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class,
            "kafka.strimzi.io/v1 KafkaUser", KafkaUser.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class,
            "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class);

    private Strict() {}

    /** What is wrong with an object; empty where nothing is. */
    static List<String> faults(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        String schema = "/crds/" + apiVersion.replace('/', '_') + "_" + kind + ".json";
        try (InputStream in = Strict.class.getResourceAsStream(schema)) {
            if (in != null) {
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(in)
                        .validate(object)
                        .stream()
                        .map(Object::toString)
                        .toList();
            }
            Class<?> type = CUSTOM.getOrDefault(apiVersion + " " + kind, KubernetesResource.class);
            Object typed = KUBERNETES.unmarshal(JSON.writeValueAsString(object), type.asSubclass(Object.class));
            if (typed == null || typed.getClass().getSimpleName().equals("GenericKubernetesResource")) {
                return List.of("no model knows " + apiVersion + " " + kind);
            }
            List<String> faults = new ArrayList<>();
            unknown(typed, kind, faults, Collections.newSetFromMap(new IdentityHashMap<>()));
            return faults;
        } catch (JsonProcessingException malformed) {
            return List.of(malformed.getOriginalMessage());
        } catch (java.io.IOException | RuntimeException refused) {
            return List.of(String.valueOf(refused));
        }
    }

    /** Fields that no type has land in {@code additionalProperties}, wherever they stood. */
    private static void unknown(Object value, String at, List<String> faults, Set<Object> seen) {
        if (value == null || !seen.add(value)) {
            return;
        }
        if (value instanceof Collection<?> many) {
            many.forEach(one -> unknown(one, at + "[]", faults, seen));
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> unknown(one, at + "." + key, faults, seen));
            return;
        }
        String type = value.getClass().getName();
        if (!type.startsWith("io.fabric8.") && !type.startsWith("io.strimzi.")
                || value.getClass().isEnum()) {
            return;
        }
        for (Class<?> level = value.getClass(); level != null && level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                field.setAccessible(true);
                try {
                    Object inside = field.get(value);
                    if (field.getName().equals("additionalProperties")) {
                        if (inside instanceof Map<?, ?> more && !more.isEmpty()) {
                            faults.add(at + ": no such field: " + more.keySet());
                        }
                    } else {
                        JsonProperty named = field.getAnnotation(JsonProperty.class);
                        unknown(
                                inside,
                                at + "." + (named == null || named.value().isEmpty() ? field.getName() : named.value()),
                                faults,
                                seen);
                    }
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(Objects.requireNonNull(impossible));
                }
            }
        }
    }
}
