package io.vorsprung.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.metrics.ledger.FactsInForce;
import io.vorsprung.metrics.ledger.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The history that Vorsprung comes with, as the tests of the estimator see it. */
public final class BundledHistory {

    public static final Instant TODAY = Instant.parse("2026-11-23T00:00:00Z");

    private static final List<EventEnvelope> EVENTS = read();

    private BundledHistory() {}

    /** In the order in which they were recorded. */
    public static List<EventEnvelope> events() {
        return EVENTS;
    }

    /** As they stand in the file. */
    public static List<String> lines() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(BundledHistory.class.getResourceAsStream("/history/history.ndjson")),
                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Ledger ledger(List<EventEnvelope> events) {
        Ledger ledger = new Ledger();
        events.forEach(ledger::add);
        return ledger;
    }

    public static FactsInForce facts() {
        return ledger(EVENTS).inForce(TODAY);
    }

    private static List<EventEnvelope> read() {
        return lines().stream().map(BundledHistory::event).toList();
    }

    private static EventEnvelope event(String line) {
        try {
            JsonNode event = EventJson.MAPPER.readTree(line);
            EventType type =
                    EventType.ofCloudEventType(event.get("type").asText()).orElseThrow();
            AiEvent data = EventJson.MAPPER.treeToValue(event.get("data"), type.record());
            return new EventEnvelope(
                    event.get("id").asText(),
                    event.get("source").asText(),
                    Instant.parse(event.get("time").asText()),
                    event.get("recordedtimeassumed").asBoolean(),
                    data);
        } catch (IOException invalid) {
            throw new UncheckedIOException(invalid);
        }
    }
}
