package io.vorsprung.common.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes out is what its schema says, field by field. */
class PublishedSchemasTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-07-31");

    @Test
    void everyFieldOfAnEstimateIsDescribed() throws IOException {
        JsonNode schema = schema("gap-estimate");

        assertThat(names(schema.get("properties"))).containsExactlyElementsOf(components(GapEstimate.class));
        assertThat(names(schema.at("/properties/window/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Window.class));
        assertThat(names(schema.at("/properties/since/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Since.class));
        assertThat(names(schema.at("/properties/rating/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Rating.class));
        assertThat(names(schema.at("/$defs/standing/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Standing.class));
        assertThat(names(schema.at("/$defs/range/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Range.class));
    }

    @Test
    void everyFieldOfAnAlertIsDescribed() throws IOException {
        assertThat(names(schema("alert").get("properties"))).containsExactlyElementsOf(components(Alert.class));
    }

    @Test
    void fullAndEmptyEstimatesAreValidAndAWrongOneIsNot() throws IOException {
        GapEstimate.Range range = new GapEstimate.Range(1, 2);
        GapEstimate.Standing standing = new GapEstimate.Standing("m", "M", 150);
        GapEstimate full = new GapEstimate(
                "us-cn",
                "arena",
                "overall",
                "private",
                DAY,
                AT,
                "Arena points",
                39.0,
                null,
                30.0,
                45.0,
                0.9,
                Map.of("0.5", 39.0),
                new GapEstimate.Window("P12M", 1, 0.5, 2.0, 0, 3, -1, range),
                standing,
                standing,
                new GapEstimate.Since("s", "S", DAY),
                range,
                new GapEstimate.Rating(2.66, 0.556),
                Cause.EVENT,
                true,
                false,
                7,
                "state",
                "estimate");
        GapEstimate empty = new GapEstimate(
                "us-cn",
                "lag",
                "overall",
                null,
                DAY,
                AT,
                "months",
                null,
                "no rated model by then: US",
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                Cause.CLOCK,
                false,
                false,
                0,
                "state",
                "estimate");

        assertThat(violations("gap-estimate", EstimateRecords.value(full))).isEmpty();
        assertThat(violations("gap-estimate", EstimateRecords.value(empty))).isEmpty();
        assertThat(EstimateRecords.readEstimate(EstimateRecords.value(full))).isEqualTo(full);
        assertThat(violations("gap-estimate", "{\"comparison\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    @Test
    void anAlertIsValid() throws IOException {
        Alert alert = new Alert(
                "id",
                "crossing",
                "rule",
                1,
                "Rule",
                Alert.State.FIRING,
                "us-cn",
                "lag",
                "overall",
                5.0,
                6.0,
                "months",
                DAY,
                Cause.EVENT,
                "info",
                Map.of("desk", "ai"),
                AT,
                AT,
                "hash",
                "lag below 6 months");

        assertThat(violations("alert", EstimateRecords.value(alert))).isEmpty();
    }

    private static List<?> violations(String schema, byte[] json) throws IOException {
        return EventSchemas.violations(schema, EventJson.MAPPER.readTree(json));
    }

    private static JsonNode schema(String name) throws IOException {
        return EventJson.MAPPER.readTree(EventSchemas.text(name).orElseThrow());
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> components(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
