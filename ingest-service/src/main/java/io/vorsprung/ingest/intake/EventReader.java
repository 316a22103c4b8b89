package io.vorsprung.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventIdentity;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventSchemas;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.common.wire.KafkaEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event: plain JSON data or a structured CloudEvent, through JSON Schema, the record's own checks and Bean
 * Validation, in this order, so that the error is the simplest that is true.
 */
@ApplicationScoped
public class EventReader {

    /** The CloudEvents {@code source} of whoever does not name one. */
    public static final String DEFAULT_SOURCE = "urn:vorsprung:ingest";

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Validator validator;
    private final Clock clock;
    private final JsonFormat cloudEvents = new JsonFormat();

    @Inject
    public EventReader(Validator validator) {
        this(validator, Clock.systemUTC());
    }

    EventReader(Validator validator, Clock clock) {
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * @param json of one event, UTF-8
     * @param expected the type that plain data has and a CloudEvent must have; empty where any CloudEvent will do
     */
    public Reading read(byte[] json, Optional<EventType> expected, Teller teller) {
        try {
            return read(EventJson.MAPPER.readTree(json), expected, teller);
        } catch (JsonProcessingException malformed) {
            return Reading.invalid("", "one JSON object in UTF-8: " + malformed.getOriginalMessage());
        } catch (IOException malformed) {
            return Reading.invalid("", "one JSON object in UTF-8: " + malformed.getMessage());
        }
    }

    /** The same for JSON that is already a tree. */
    public Reading read(JsonNode json, Optional<EventType> expected, Teller teller) {
        if (!json.isObject()) {
            return Reading.invalid("", "a JSON object");
        }
        if (json.has("specversion")) {
            return readCloudEvent(json, expected, teller);
        }
        if (expected.isEmpty()) {
            return Reading.invalid("specversion", "a structured CloudEvent (a plain event does not say its type)");
        }
        return read(expected.get(), json, DEFAULT_SOURCE, teller);
    }

    /** An event's data, by the source it comes from. */
    public Reading read(EventType type, JsonNode data, String source, Teller teller) {
        return readData(type, data, read -> EventEnvelope.of(read, source, clock.instant(), teller.name()));
    }

    /** A fact that was read from a file, held to the same as what is told. */
    public Reading read(Fact fact, String source, Teller teller) {
        try {
            return read(EventType.of(fact), EventJson.MAPPER.readTree(EventJson.write(fact)), source, teller);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Reading readCloudEvent(JsonNode json, Optional<EventType> expected, Teller teller) {
        CloudEvent event;
        try {
            event = cloudEvents.deserialize(EventJson.write(json));
        } catch (EventDeserializationException invalid) {
            String why = invalid.getCause() instanceof JsonProcessingException named
                    ? named.getOriginalMessage()
                    : invalid.getMessage();
            return Reading.invalid("specversion", "a structured CloudEvent 1.0: " + why);
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException invalid) {
            return Reading.invalid("specversion", "a structured CloudEvent 1.0: " + invalid.getMessage());
        }
        Optional<EventType> type = EventType.ofCloudEventType(event.getType());
        if (type.isEmpty() || (expected.isPresent() && !expected.equals(type))) {
            return Reading.invalid(
                    "type",
                    expected.map(EventType::cloudEventType)
                            .orElse("one of our event types, such as " + EventType.MODEL_RELEASE.cloudEventType()));
        }
        if (!(event.getData() instanceof JsonCloudEventData data)) {
            return Reading.invalid("data", "the event as JSON");
        }
        OffsetDateTime time = event.getTime();
        boolean given = teller.tellsTime() && time != null;
        Instant now = clock.instant();
        Instant recordedAt = given && time != null ? time.toInstant() : now;
        if (recordedAt.isAfter(now.plus(CLOCK_SKEW))) {
            return Reading.invalid("time", "a time that has been");
        }
        boolean assumed = given && "true".equals(String.valueOf(event.getExtension(KafkaEvents.RECORDED_TIME_ASSUMED)));
        String source = event.getSource().toString();
        return readData(
                type.get(),
                data.getNode(),
                read -> new EventEnvelope(
                        identifier(event, source, read), source, recordedAt, assumed, recordedBy(event, teller), read));
    }

    /** Of a copied history, who told it first. */
    private static @Nullable String recordedBy(CloudEvent event, Teller teller) {
        Object given = event.getExtension(KafkaEvents.RECORDED_BY);
        return teller.tellsTime() && given != null ? given.toString() : teller.name();
    }

    /** CloudEvents must have an id; an empty one stands for "name it by its content". */
    private static String identifier(CloudEvent event, String source, AiEvent read) {
        return event.getId().isBlank() ? EventIdentity.of(source, read) : event.getId();
    }

    private Reading readData(EventType type, JsonNode data, java.util.function.Function<AiEvent, EventEnvelope> wrap) {
        List<Violation> violations = EventSchemas.violations(type, data);
        if (!violations.isEmpty()) {
            return new Reading.Invalid(violations);
        }
        AiEvent event;
        try {
            event = EventJson.MAPPER.treeToValue(data, type.record());
        } catch (ValueInstantiationException invalid) {
            return invalid.getCause() instanceof InvalidEvent named
                    ? Reading.invalid(named.field(), named.expected())
                    : Reading.invalid("", String.valueOf(invalid.getOriginalMessage()));
        } catch (JsonProcessingException invalid) {
            return Reading.invalid("", invalid.getOriginalMessage());
        }
        violations = validator.validate(event).stream()
                .map(found -> new Violation(found.getPropertyPath().toString(), "a date not more than a day from now"))
                .sorted()
                .toList();
        return violations.isEmpty() ? new Reading.Valid(wrap.apply(event)) : new Reading.Invalid(violations);
    }
}
