package io.vorsprung.alert.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.StrictJson;

/** Bodies as records; what is wrong with one is a problem of a name. */
final class Bodies {

    private Bodies() {}

    /** A JSON object. */
    static ObjectNode object(String body, String problem) {
        try {
            JsonNode read = EventJson.MAPPER.readTree(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
            throw Answers.invalidBody(problem, "", "a JSON object");
        } catch (JsonProcessingException malformed) {
            throw Answers.invalidBody(problem, "", "JSON: " + malformed.getOriginalMessage());
        }
    }

    static <T> T read(ObjectNode object, Class<T> type, String problem) {
        try {
            return StrictJson.read(object, type);
        } catch (InvalidEvent invalid) {
            throw Answers.invalidBody(problem, invalid.field(), invalid.expected());
        }
    }
}
