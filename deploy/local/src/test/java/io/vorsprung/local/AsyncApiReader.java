package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A consumer that knows the AsyncAPI document and nothing else: which topics there are, and what may stand on them. */
final class AsyncApiReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path document;
    private final JsonNode api;
    private final Map<JsonNode, JsonSchema> schemas = new LinkedHashMap<>();

    AsyncApiReader(Path document) throws IOException {
        this.document = document;
        this.api = new YAMLMapper().readTree(document.toFile());
    }

    /** A topic, and how it is kept. */
    record Topic(String address, int partitions, Map<String, String> configuration) {}

    List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        for (JsonNode channel : api.path("channels")) {
            JsonNode kafka = channel.path("bindings").path("kafka");
            Map<String, String> configuration = new LinkedHashMap<>();
            kafka.path("topicConfiguration").fields().forEachRemaining(field -> {
                List<String> values = new ArrayList<>();
                if (field.getValue().isArray()) {
                    field.getValue().forEach(value -> values.add(value.asText()));
                } else {
                    values.add(field.getValue().asText());
                }
                configuration.put(field.getKey(), String.join(",", values));
            });
            topics.add(new Topic(
                    channel.path("address").asText(), kafka.path("partitions").asInt(), configuration));
        }
        return topics;
    }

    /** The names of the messages that may stand on a topic. */
    List<String> messages(String topic) {
        List<String> names = new ArrayList<>();
        for (JsonNode message : channel(topic).path("messages")) {
            names.add(resolve(message).path("name").asText());
        }
        return names;
    }

    /** Which message a record is, by its type header or as the only one of its topic; it must be as the document says. */
    String read(ConsumerRecord<String, byte[]> record) throws IOException {
        ObjectNode headers = JSON.createObjectNode();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        JsonNode message = message(record.topic(), headers.path("ce_type").asText())
                .orElseThrow(() -> new AssertionError(record.topic() + ": no such message: " + headers));
        String name = message.path("name").asText();
        require(name + " headers", resolve(message.path("headers")), headers);
        JsonNode key = message.path("bindings").path("kafka").path("key");
        if (!key.isMissingNode()) {
            require(name + " key", key, JSON.valueToTree(record.key()));
        }
        if (message.path("payload").has("$ref")) {
            require(name, resolve(message.path("payload")), JSON.readTree(record.value()));
        }
        return name;
    }

    private Optional<JsonNode> message(String topic, String type) {
        JsonNode messages = channel(topic).path("messages");
        for (JsonNode reference : messages) {
            JsonNode message = resolve(reference);
            if (messages.size() == 1 && !message.path("name").asText().startsWith("io.")
                    || message.path("name").asText().equals(type)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private JsonNode channel(String topic) {
        for (JsonNode channel : api.path("channels")) {
            if (channel.path("address").asText().equals(topic)) {
                return channel;
            }
        }
        throw new AssertionError("no channel " + topic);
    }

    private JsonNode resolve(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        String reference = node.path("$ref").asText();
        if (reference.startsWith("#")) {
            return api.at(reference.substring(1));
        }
        try {
            return JSON.readTree(Files.readString(document.resolveSibling(reference)));
        } catch (IOException unreadable) {
            throw new AssertionError(reference, unreadable);
        }
    }

    private void require(String what, JsonNode schema, JsonNode value) {
        JsonSchema checked =
                schemas.computeIfAbsent(schema, same -> JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                same,
                                SchemaValidatorsConfig.builder()
                                        .formatAssertionsEnabled(true)
                                        .build()));
        var faults = checked.validate(value);
        if (!faults.isEmpty()) {
            throw new AssertionError(what + ": " + faults + " in " + value);
        }
    }
}
