package io.vorsprung.alert.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.event.InvalidEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that match are not sent to subscribers for a while; they stand on the topic, in the stream and in the feed all the
 * same.
 *
 * @param match labels, or {@code rule} and {@code severity}, all of which must be as given
 * @param from included
 * @param until not included
 * @param comment why
 * @param createdBy the name in the token
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Silence(
        String id,
        Map<String, String> match,
        Instant from,
        Instant until,
        String comment,
        @Nullable String createdBy) {

    public Silence {
        if (match == null || match.isEmpty()) {
            throw new InvalidEvent("match", "at least one of rule, severity and labels", "nothing");
        }
        if (from == null || until == null || !from.isBefore(until)) {
            throw new InvalidEvent("until", "an instant after from", String.valueOf(until));
        }
        if (comment == null || comment.isBlank()) {
            throw new InvalidEvent("comment", "why it is silenced", "nothing");
        }
        match = Collections.unmodifiableMap(new TreeMap<>(match));
    }

    public boolean covers(Alert alert, Instant now) {
        return !now.isBefore(from)
                && now.isBefore(until)
                && match.entrySet().stream().allMatch(one -> one.getValue().equals(valueOf(alert, one.getKey())));
    }

    private static @Nullable String valueOf(Alert alert, String name) {
        return switch (name) {
            case "rule" -> alert.rule();
            case "severity" -> alert.severity();
            case "state" -> alert.state().name().toLowerCase(Locale.ROOT);
            default -> alert.labels().get(name);
        };
    }
}
