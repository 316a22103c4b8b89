package io.vorsprung.common.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.format.DateTimeFormatter;

/** CloudEvents 1.0, JSON format, structured mode: a line of an export, which an import takes back. */
public final class StructuredEvents {

    private StructuredEvents() {}

    /** One line, without its end. */
    public static byte[] line(EventEnvelope envelope) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", envelope.id());
        event.put("source", envelope.source());
        event.put("type", envelope.type().cloudEventType());
        event.put("datacontenttype", "application/json");
        event.put("time", DateTimeFormatter.ISO_INSTANT.format(envelope.recordedAt()));
        if (envelope.recordedTimeAssumed()) {
            event.put(KafkaEvents.RECORDED_TIME_ASSUMED, true);
        }
        if (envelope.recordedBy() != null) {
            event.put(KafkaEvents.RECORDED_BY, envelope.recordedBy());
        }
        event.set("data", EventJson.MAPPER.valueToTree(envelope.event()));
        return EventJson.write(event);
    }
}
