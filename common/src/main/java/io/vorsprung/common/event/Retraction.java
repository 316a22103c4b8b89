package io.vorsprung.common.event;

import org.jspecify.annotations.Nullable;

/**
 * Takes an event out, from the moment this is recorded. An event told again after that counts again.
 *
 * @param event identifier of the event to take out
 * @param type CloudEvents type of that event; where it is not given, the retraction goes to every event topic
 * @param key Kafka key of that event; where it is not given, its identifier takes the place
 */
public record Retraction(
        String event,
        String reason,
        @Nullable String type,
        @Nullable String key) implements AiEvent {

    public Retraction {
        event = Require.text("event", event);
        reason = Require.text("reason", reason);
        type = Require.optionalText("type", type);
        key = Require.optionalText("key", key);
    }
}
