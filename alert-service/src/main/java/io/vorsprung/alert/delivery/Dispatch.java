package io.vorsprung.alert.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.vorsprung.common.wire.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What goes out in one request: a message, or all that one event set off where the subscription groups. The payload has the
 * form that Standard Webhooks recommends: {@code type}, {@code timestamp}, {@code data}.
 */
record Dispatch(List<Deliveries.Due> parts) {

    private static final UUID NAMESPACE =
            Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL).generate("urn:vorsprung:message");

    private record Together(String subscription, String groupKey, long single) {}

    /** In the order of their first messages. */
    static List<Dispatch> of(List<Deliveries.Due> due) {
        Map<Together, List<Deliveries.Due>> groups = new LinkedHashMap<>();
        for (Deliveries.Due one : due) {
            boolean grouped = one.grouped() && one.message().crossing() != null;
            groups.computeIfAbsent(
                            new Together(
                                    one.subscription().id(), grouped ? one.groupKey() : "", grouped ? 0 : one.seq()),
                            key -> new ArrayList<>())
                    .add(one);
        }
        return groups.values().stream().map(Dispatch::new).toList();
    }

    Deliveries.Due first() {
        return parts.get(0);
    }

    /** Of one message its own; of several one that is made of theirs. */
    String id() {
        return parts.size() == 1
                ? first().message().id()
                : Generators.nameBasedGenerator(NAMESPACE)
                        .generate(
                                parts.stream().map(part -> part.message().id()).collect(Collectors.joining("\n")))
                        .toString();
    }

    Instant at() {
        return first().message().at();
    }

    byte[] body() {
        ObjectNode payload = EventJson.MAPPER.createObjectNode();
        payload.put("type", parts.size() == 1 ? first().message().kind() : "alerts");
        payload.put("timestamp", at().toString());
        if (parts.size() == 1) {
            payload.set("data", data(first()));
        } else {
            ArrayNode alerts = payload.putObject("data").putArray("alerts");
            parts.forEach(part -> alerts.add(data(part)));
        }
        return EventJson.write(payload);
    }

    static JsonNode data(Deliveries.Due due) {
        return Message.read(due.message().data(), JsonNode.class);
    }
}
