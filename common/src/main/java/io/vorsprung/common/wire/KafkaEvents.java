package io.vorsprung.common.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.vorsprung.common.event.AiEvent;
import java.io.IOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** CloudEvents 1.0, Kafka protocol binding, binary mode: attributes are headers, the value is the JSON data. */
public final class KafkaEvents {

    /** Extension attribute: the recorded time is a convention. */
    public static final String RECORDED_TIME_ASSUMED = "recordedtimeassumed";

    /** Extension attribute: who told. */
    public static final String RECORDED_BY = "recordedby";

    /** Where the JSON Schemas are named: {@code ce_dataschema} is this and the schema's name. */
    public static final String SCHEMA_BASE = "urn:vorsprung:schema:";

    private KafkaEvents() {}

    /** What reading a record can come to. */
    public sealed interface Decoded {

        record Readable(EventEnvelope envelope) implements Decoded {}

        /** Not ours, or broken: {@code reason} says in what way. */
        record Unreadable(String reason) implements Decoded {}
    }

    /** One record for every topic that the event belongs to. */
    public static List<ProducerRecord<String, byte[]>> encode(EventEnvelope envelope) {
        EventType type = envelope.type();
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(envelope.id())
                .withSource(URI.create(envelope.source()))
                .withType(type.cloudEventType())
                .withTime(OffsetDateTime.ofInstant(envelope.recordedAt(), ZoneOffset.UTC))
                .withSubject(envelope.key())
                .withDataSchema(URI.create(SCHEMA_BASE + type.schema() + ":v1"))
                .withData("application/json", EventJson.write(envelope.event()));
        if (envelope.recordedTimeAssumed()) {
            builder.withExtension(RECORDED_TIME_ASSUMED, true);
        }
        if (envelope.recordedBy() != null) {
            builder.withExtension(RECORDED_BY, envelope.recordedBy());
        }
        CloudEvent event = builder.build();
        return type.topicsFor(envelope.event()).stream()
                .map(topic -> KafkaMessageFactory.<String>createWriter(topic, envelope.key())
                        .writeBinary(event))
                .toList();
    }

    public static Decoded decode(ConsumerRecord<String, byte[]> record) {
        return decode(record.headers(), record.value());
    }

    static Decoded decode(Headers headers, byte[] value) {
        CloudEvent event;
        try {
            event = KafkaMessageFactory.createReader(headers, value).toEvent();
        } catch (CloudEventRWException | IllegalStateException notACloudEvent) {
            return new Decoded.Unreadable("not a CloudEvent in binary mode: " + notACloudEvent.getMessage());
        }
        Optional<EventType> type = EventType.ofCloudEventType(event.getType());
        if (type.isEmpty()) {
            return new Decoded.Unreadable("unknown type " + event.getType());
        }
        OffsetDateTime time = event.getTime();
        CloudEventData data = event.getData();
        if (time == null || data == null) {
            return new Decoded.Unreadable(time == null ? "no ce_time" : "no data");
        }
        try {
            AiEvent read = EventJson.MAPPER.readValue(data.toBytes(), type.get().record());
            boolean assumed = "true".equals(String.valueOf(event.getExtension(RECORDED_TIME_ASSUMED)));
            Object by = event.getExtension(RECORDED_BY);
            return new Decoded.Readable(new EventEnvelope(
                    event.getId(),
                    event.getSource().toString(),
                    time.toInstant(),
                    assumed,
                    by == null ? null : by.toString(),
                    read));
        } catch (ValueInstantiationException invalid) {
            Throwable cause = invalid.getCause() == null ? invalid : invalid.getCause();
            return new Decoded.Unreadable("invalid data: " + cause.getMessage());
        } catch (JsonProcessingException malformed) {
            return new Decoded.Unreadable("unreadable data: " + malformed.getOriginalMessage());
        } catch (IOException malformed) {
            return new Decoded.Unreadable("unreadable data: " + malformed.getMessage());
        }
    }
}
