package io.vorsprung.common.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.comparison.Cohort;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.Retraction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventWireTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String RELEASE = """
            {"model":"deepseek-r1","name":"DeepSeek-R1","developers":[{"name":"DeepSeek","country":"CN"}],\
            "releasedOn":"2025-01-20","access":"open-weights","parameters":671e9,"trainingComputeFlop":4.0e24,\
            "hardware":{"chip":"H800","count":2048},"sources":[{"title":"paper","url":"https://example.org/r1"}]}""";

    /** One example of each type: those of docs/events.md and of the schemas. */
    static String example(EventType type) {
        return switch (type) {
            case MODEL_RELEASE -> RELEASE;
            case BENCHMARK_RESULT -> """
                {"model":"deepseek-r1","variant":null,"setting":null,"benchmark":"gpqa-diamond","score":0.715,\
                "unit":"fraction","stderr":0.01,"evaluatedOn":"2025-01-20","evaluator":"Epoch AI","selfReported":false,\
                "sources":[]}""";
            case POLICY_EVENT -> """
                {"policy":"us-bis-2022-10-07","title":"Controls","jurisdiction":"US","kind":"export-control",\
                "stance":"tighten","announcedOn":"2022-10-07","effectiveOn":"2022-10-12","targets":["CN"],\
                "affects":["chips","equipment"],"thresholds":[{"metric":"TPP","value":4800}],"sources":[]}""";
            case ASSESSMENT -> """
                {"assessment":"heim-2025-01-closed","assessor":"Lennart Heim","statedOn":"2025-01-01",\
                "comparison":"us-closed-cn","measure":"lag","low":10,"high":14,"unit":"months","statement":"a year",\
                "sources":[]}""";
            case RETRACTION -> """
                {"event":"2b410d78-c1a7-5e80-98a2-63a7d74f1a4f","reason":"score withdrawn by the evaluator"}""";
        };
    }

    @ParameterizedTest
    @EnumSource
    void exampleOfTheDesignIsValidAndComesBackFromKafka(EventType type) throws Exception {
        JsonNode json = EventJson.MAPPER.readTree(example(type));
        assertThat(EventSchemas.violations(type, json)).isEmpty();
        AiEvent event = EventJson.MAPPER.treeToValue(json, type.record());

        EventEnvelope sent = EventEnvelope.of(event, "urn:test", NOW);
        for (ProducerRecord<String, byte[]> record : KafkaEvents.encode(sent)) {
            KafkaEvents.Decoded decoded = KafkaEvents.decode(record.headers(), record.value());

            assertThat(decoded).isEqualTo(new KafkaEvents.Decoded.Readable(sent));
            assertThat(record.key()).isEqualTo(sent.key());
        }
    }

    @Test
    void headersAreThoseOfTheKafkaProtocolBinding() throws Exception {
        AiEvent event = EventJson.MAPPER.readValue(RELEASE, ModelRelease.class);
        EventEnvelope sent = new EventEnvelope("id-1", "urn:test", NOW, true, event);

        ProducerRecord<String, byte[]> record = KafkaEvents.encode(sent).get(0);

        assertThat(record.topic()).isEqualTo(Topics.MODEL_RELEASES);
        assertThat(header(record, "ce_id")).isEqualTo("id-1");
        assertThat(header(record, "ce_source")).isEqualTo("urn:test");
        assertThat(header(record, "ce_type")).isEqualTo("io.vorsprung.model-release.v1");
        assertThat(header(record, "ce_time")).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "ce_subject")).isEqualTo("deepseek-r1");
        assertThat(header(record, "ce_dataschema")).isEqualTo("urn:vorsprung:schema:model-release:v1");
        assertThat(header(record, "ce_recordedtimeassumed")).isEqualTo("true");
        assertThat(header(record, "content-type")).isEqualTo("application/json");
    }

    @Test
    void identifierIsThatOfTheContentWhateverTheSpelling() throws Exception {
        AiEvent one = EventJson.MAPPER.readValue(RELEASE, ModelRelease.class);
        AiEvent same = EventJson.MAPPER.readValue(
                RELEASE.replace("671e9", "671000000000").replace("4.0e24", "4E+24"), ModelRelease.class);
        AiEvent other = EventJson.MAPPER.readValue(RELEASE.replace("2048", "2049"), ModelRelease.class);

        // the test vector of docs/events.md, computed with another language's uuid5
        assertThat(EventIdentity.of("urn:vorsprung:ingest", one)).isEqualTo("4169782b-51f6-5ea1-b070-9d343dcf7857");
        assertThat(EventIdentity.of("urn:vorsprung:ingest", same))
                .isEqualTo(EventIdentity.of("urn:vorsprung:ingest", one));
        assertThat(EventIdentity.of("urn:vorsprung:ingest", other))
                .isNotEqualTo(EventIdentity.of("urn:vorsprung:ingest", one));
        assertThat(EventIdentity.of("urn:other", one)).isNotEqualTo(EventIdentity.of("urn:vorsprung:ingest", one));
    }

    @Test
    void retractionGoesToTheTopicOfWhatItRetracts() {
        Retraction typed = new Retraction("id", "why", EventType.POLICY_EVENT.cloudEventType(), "us-eo-14110");
        Retraction untyped = new Retraction("id", "why", null, null);

        assertThat(EventType.RETRACTION.topicsFor(typed)).containsExactly(Topics.POLICY_EVENTS);
        assertThat(EventType.RETRACTION.topicsFor(untyped)).isEqualTo(Topics.EVENTS);
    }

    @Test
    void recordThatIsNoEventIsUnreadableWithAReason() throws Exception {
        AiEvent event = EventJson.MAPPER.readValue(RELEASE, ModelRelease.class);
        ProducerRecord<String, byte[]> record =
                KafkaEvents.encode(EventEnvelope.of(event, "urn:test", NOW)).get(0);
        byte[] broken = "{\"model\":\"UPPER CASE\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(KafkaEvents.decode(record.headers(), broken))
                .isInstanceOfSatisfying(
                        KafkaEvents.Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("model"));
        assertThat(KafkaEvents.decode(new org.apache.kafka.common.header.internals.RecordHeaders(), broken))
                .isInstanceOf(KafkaEvents.Decoded.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CN, false, true",
        "HK, false, true",
        "US, true, false",
        "FR, false, false",
        "US+CN, false, true",
        "-, false, false"
    })
    void sideFollowsTheDevelopersCountries(String countries, boolean us, boolean china) throws Exception {
        StringBuilder developers = new StringBuilder();
        for (String country : countries.split("\\+", -1)) {
            developers
                    .append(developers.isEmpty() ? "" : ",")
                    .append(
                            country.equals("-")
                                    ? "{\"name\":\"x\"}"
                                    : "{\"name\":\"x\",\"country\":\"" + country + "\"}");
        }
        ModelRelease release = EventJson.MAPPER.readValue(
                RELEASE.replace("{\"name\":\"DeepSeek\",\"country\":\"CN\"}", developers), ModelRelease.class);

        assertThat(Cohort.US.contains(release)).isEqualTo(us);
        assertThat(Cohort.CN.contains(release)).isEqualTo(china);
        assertThat(Cohort.ALL.open().contains(release)).isTrue();
        assertThat(Cohort.ALL.closed().contains(release)).isFalse();
    }

    @Test
    void wrongValueNamesItsField() {
        assertThatThrownBy(() -> new Retraction("", "why", null, null))
                .isInstanceOfSatisfying(InvalidEvent.class, invalid -> assertThat(invalid.field())
                        .isEqualTo("event"));
    }

    @Test
    void everyTypeHasASchemaAndATopic() {
        for (EventType type : EventType.values()) {
            assertThat(EventSchemas.text(type.schema())).isPresent();
        }
        assertThat(EventSchemas.text("../kafka-topics")).isEmpty();
        assertThat(List.copyOf(Topics.EVENTS)).hasSize(4);
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
