package io.vorsprung.common.wire;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.vorsprung.common.event.AiEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The identifier of an event that came without one: UUIDv5 (RFC 9562, 5.5) of source, CloudEvents type and canonical data
 * (RFC 8785), joined by line feeds. The same fact from the same source has the same identifier, whoever sends it when.
 */
public final class EventIdentity {

    /** UUIDv5 of {@code urn:vorsprung:event} in the URL namespace. */
    public static final UUID NAMESPACE =
            Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL).generate("urn:vorsprung:event");

    private EventIdentity() {}

    public static String of(String source, AiEvent event) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.writeBytes(source.getBytes(StandardCharsets.UTF_8));
        name.write('\n');
        name.writeBytes(EventType.of(event).cloudEventType().getBytes(StandardCharsets.UTF_8));
        name.write('\n');
        name.writeBytes(EventJson.canonical(event));
        return Generators.nameBasedGenerator(NAMESPACE)
                .generate(name.toByteArray())
                .toString();
    }
}
