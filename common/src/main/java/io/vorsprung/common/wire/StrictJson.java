package io.vorsprung.common.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.vorsprung.common.event.InvalidEvent;
import java.io.IOException;
import java.util.stream.Collectors;

/** JSON that people write, as records: every field must be one of theirs, and the one that is wrong is named. */
public final class StrictJson {

    private StrictJson() {}

    /** @throws InvalidEvent naming the field and what was expected */
    public static <T> T read(String json, Class<T> type) {
        try {
            return read(EventJson.MAPPER.readTree(json), type);
        } catch (JsonProcessingException malformed) {
            throw new InvalidEvent("", "JSON", malformed.getOriginalMessage());
        }
    }

    /**
     * The same of what was read already.
     *
     * @throws InvalidEvent naming the field and what was expected
     */
    public static <T> T read(JsonNode json, Class<T> type) {
        if (!json.isObject()) {
            throw new InvalidEvent("", "a JSON object", json.getNodeType().name());
        }
        try {
            return EventJson.MAPPER
                    .readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (UnrecognizedPropertyException unknown) {
            throw new InvalidEvent(path(unknown), "no such field", unknown.getPropertyName());
        } catch (ValueInstantiationException refused) {
            throw refused.getCause() instanceof InvalidEvent named
                    ? named
                    : new InvalidEvent(path(refused), "another value", refused.getOriginalMessage());
        } catch (JsonMappingException mismatched) {
            throw new InvalidEvent(path(mismatched), "another type", mismatched.getOriginalMessage());
        } catch (IOException malformed) {
            throw new InvalidEvent("", "JSON", String.valueOf(malformed.getMessage()));
        }
    }

    private static String path(JsonMappingException refused) {
        return refused.getPath().stream()
                .map(step -> step.getFieldName() == null ? "" : step.getFieldName())
                .filter(step -> !step.isEmpty())
                .collect(Collectors.joining("."));
    }
}
