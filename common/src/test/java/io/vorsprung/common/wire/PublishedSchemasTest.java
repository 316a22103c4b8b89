package io.vorsprung.common.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import java.io.IOException;
import java.io.InputStream;
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
    private static final GapEstimate.Change CHANGE = new GapEstimate.Change(
            GapEstimate.Change.WITHDRAWN, "benchmark-result", "m", DAY, "id", "withdrawn by the evaluator");

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
        assertThat(names(schema.at("/properties/matches/items/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Match.class));
        assertThat(names(schema.at("/properties/news/properties")))
                .containsExactlyElementsOf(components(GapEstimate.News.class));
        assertThat(names(schema.at("/properties/news/properties/surprises/items/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Surprise.class));
        assertThat(names(schema.at("/$defs/change/properties")))
                .containsExactlyElementsOf(components(GapEstimate.Change.class));
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
                "estimate",
                List.of(new GapEstimate.Match("m", "M", 0.57)),
                new GapEstimate.News(List.of(CHANGE), 1, List.of(new GapEstimate.Surprise("m", 1.2))));
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
                "estimate",
                List.of(),
                null);

        assertThat(violations("gap-estimate", EstimateRecords.value(full))).isEmpty();
        assertThat(violations("gap-estimate", EstimateRecords.value(empty))).isEmpty();
        assertThat(EstimateRecords.readEstimate(EstimateRecords.value(full))).isEqualTo(full);
        assertThat(violations("gap-estimate", "{\"comparison\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    @Test
    void anAlertIsValid() throws IOException {
        assertThat(violations("alert", EstimateRecords.value(alert(Map.of("desk", "ai")))))
                .isEmpty();
    }

    @Test
    void whoeverReadsByTheReleasedSchemaReadsOn() throws IOException {
        assertExtends("alert");
        assertExtends("gap-estimate");
    }

    @Test
    void chanceBelowIsReadOffTheQuantiles() {
        GapEstimate estimate = new GapEstimate(
                "us-cn",
                "lag",
                "overall",
                null,
                DAY,
                AT,
                "months",
                5.0,
                null,
                3.0,
                9.0,
                0.9,
                Map.of("0.05", 3.0, "0.5", 5.0, "0.9", 5.0, "0.95", 9.0),
                null,
                null,
                null,
                null,
                null,
                null,
                Cause.CLOCK,
                true,
                false,
                0,
                "state",
                "estimate",
                List.of(),
                null);

        assertThat(estimate.chanceBelow(3)).hasValue(0);
        assertThat(estimate.chanceBelow(4).orElseThrow()).isCloseTo(0.275, within(1e-9));
        assertThat(estimate.chanceBelow(7).orElseThrow()).isCloseTo(0.925, within(1e-9));
        assertThat(estimate.chanceBelow(9.1)).hasValue(1);
    }

    /** Fields and choices may be added; none goes, none changes its type, none that may be absent before must be there. */
    private static void assertExtends(String name) throws IOException {
        try (InputStream in = PublishedSchemasTest.class.getResourceAsStream("/released/" + name + "-v1.json")) {
            assertExtends(name, EventJson.MAPPER.readTree(in), schema(name));
        }
    }

    private static void assertExtends(String at, JsonNode released, JsonNode now) {
        assertThat(now.path("type")).as(at).isEqualTo(released.path("type"));
        assertThat(now.path("$ref")).as(at).isEqualTo(released.path("$ref"));
        assertThat(texts(now.path("required"))).as(at).containsAll(texts(released.path("required")));
        assertThat(texts(now.path("enum"))).as(at).containsAll(texts(released.path("enum")));
        for (String part : List.of("properties", "$defs")) {
            released.path(part).fields().forEachRemaining(field -> {
                assertThat(now.path(part).has(field.getKey()))
                        .as(at + "." + field.getKey())
                        .isTrue();
                assertExtends(
                        at + "." + field.getKey(),
                        field.getValue(),
                        now.path(part).path(field.getKey()));
            });
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static Alert alert(Map<String, String> labels) {
        return new Alert(
                "id",
                "crossing",
                "rule",
                1,
                "rulehash",
                "Rule",
                Alert.State.FIRING,
                "us-cn",
                "lag",
                "overall",
                5.0,
                6.0,
                0.93,
                "m",
                "months",
                DAY,
                Cause.EVENT,
                "info",
                labels,
                AT,
                AT,
                "hash",
                "lag below 6 months",
                List.of(CHANGE));
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
