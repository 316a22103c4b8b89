package io.vorsprung.common.wire;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.GapEstimate;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Estimates and alerts on Kafka: CloudEvents in binary mode, like the events. */
public final class EstimateRecords {

    public static final String GAP_ESTIMATE = "io.vorsprung.gap-estimate.v1";
    public static final String ALERT = "io.vorsprung.alert.v1";

    private EstimateRecords() {}

    /** An estimate on its topic, in the binary form of CloudEvents. */
    public static ProducerRecord<String, byte[]> record(GapEstimate estimate) {
        return new ProducerRecord<>(Topics.GAP_ESTIMATES, null, estimate.series(), value(estimate), headers(estimate));
    }

    /** An alert on its topic, in the binary form of CloudEvents. */
    public static ProducerRecord<String, byte[]> record(Alert alert) {
        return new ProducerRecord<>(Topics.ALERTS, null, alert.rule(), value(alert), headers(alert));
    }

    public static byte[] value(GapEstimate estimate) {
        return EventJson.write(estimate);
    }

    /** An estimate's identifier is its hash: published again it is the same event. */
    public static Headers headers(GapEstimate estimate) {
        return headers(
                estimate.estimateHash(),
                "urn:vorsprung:metrics",
                GAP_ESTIMATE,
                estimate.series(),
                estimate.knownAt(),
                "gap-estimate");
    }

    public static byte[] value(Alert alert) {
        return EventJson.write(alert);
    }

    public static Headers headers(Alert alert) {
        return headers(alert.id(), "urn:vorsprung:alerts", ALERT, alert.rule(), alert.at(), "alert");
    }

    /** @throws IOException where it is not the JSON of an estimate */
    public static GapEstimate readEstimate(byte[] value) throws IOException {
        return EventJson.MAPPER.readValue(value, GapEstimate.class);
    }

    private static Headers headers(String id, String source, String type, String subject, Instant time, String schema) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create(source))
                .withType(type)
                .withSubject(subject)
                .withTime(OffsetDateTime.ofInstant(time, ZoneOffset.UTC))
                .withDataSchema(URI.create(KafkaEvents.SCHEMA_BASE + schema + ":v1"))
                .withDataContentType("application/json")
                .build();
        return KafkaMessageFactory.createWriter("unused").writeBinary(event).headers();
    }
}
