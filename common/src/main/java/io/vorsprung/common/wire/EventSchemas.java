package io.vorsprung.common.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.vorsprung.common.problem.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JSON Schemas (2020-12) of the events, published as resources under {@code schemas/}. */
public final class EventSchemas {

    /** Of what the services publish, beside the schemas of the event types. */
    private static final List<String> PUBLISHED = List.of("gap-estimate", "alert");

    private static final Map<String, JsonSchema> SCHEMAS = load();

    private EventSchemas() {}

    /** What is wrong with {@code data}: empty where it is valid. */
    public static List<Violation> violations(EventType type, JsonNode data) {
        return violations(type.schema(), data);
    }

    /** The same by a schema's name. */
    public static List<Violation> violations(String name, JsonNode data) {
        return Objects.requireNonNull(SCHEMAS.get(name), name).validate(data).stream()
                .map(EventSchemas::violation)
                .sorted()
                .toList();
    }

    /** Every schema's name: events that are taken in first. */
    public static List<String> names() {
        return Stream.concat(Arrays.stream(EventType.values()).map(EventType::schema), PUBLISHED.stream())
                .toList();
    }

    /** The text of a published schema, such as {@code model-release}. */
    public static Optional<String> text(String name) {
        if (!name.matches("[a-z-]+")) {
            return Optional.empty();
        }
        try (InputStream in = EventSchemas.class.getResourceAsStream("/schemas/" + name + ".json")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Violation violation(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String property = message.getProperty();
        String field = at.startsWith("/") ? at.substring(1).replace('/', '.') : at;
        String keyword = message.getType();
        if (property != null && !property.isEmpty()) {
            field = field.isEmpty() ? property : field + "." + property;
        }
        String expected =
                switch (keyword) {
                    case "required" -> "a value";
                    case "additionalProperties", "unevaluatedProperties" -> "no such field";
                    default -> text(message);
                };
        return new Violation(field, expected);
    }

    private static String text(ValidationMessage message) {
        String text = message.getMessage();
        int colon = text.indexOf(": ");
        return colon < 0 ? text : text.substring(colon + 2);
    }

    private static Map<String, JsonSchema> load() {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_POINTER)
                .build();
        Map<String, JsonSchema> schemas = new TreeMap<>();
        for (String name : names()) {
            String schema = text(name).orElseThrow(() -> new IllegalStateException("no JSON Schema for " + name));
            schemas.put(name, factory.getSchema(schema, config));
        }
        return schemas;
    }
}
