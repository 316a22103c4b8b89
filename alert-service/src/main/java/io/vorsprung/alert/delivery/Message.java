package io.vorsprung.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.wire.EventJson;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, to however many.
 *
 * @param id the same for every attempt and every subscriber; of an alert its own
 * @param kind {@code alert.firing}, {@code alert.resolved}, {@code alert.withdrawn}, {@code digest} or {@code test}
 * @param lane messages of one lane reach a subscriber in order: the rule of an alert
 * @param crossing that an alert is of
 * @param groupKey what one event set off has the same one
 * @param data JSON
 */
public record Message(
        String id,
        String kind,
        Instant at,
        String lane,
        @Nullable String crossing,
        String groupKey,
        String data) {

    static Message of(Alert alert) {
        return new Message(
                alert.id(),
                "alert." + alert.state().name().toLowerCase(Locale.ROOT),
                alert.at(),
                alert.rule(),
                alert.alert(),
                alert.at().toString(),
                EventJson.text(alert));
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
