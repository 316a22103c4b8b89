package io.vorsprung.ingest.history;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.wire.EventIdentity;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.common.wire.KafkaEvents;
import io.vorsprung.ingest.format.EpochIndex;
import io.vorsprung.ingest.format.EpochModels;
import io.vorsprung.ingest.format.OwnRatings;
import io.vorsprung.ingest.format.OwnTables;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The history that Vorsprung comes with, as newline-delimited CloudEvents in the order in which it was recorded. It was told
 * all at once, so the recorded time is a convention: the day after the event (announcement of a policy, statement of an
 * assessment). {@code HistoryBundle DATA_DIRECTORY OUTPUT_FILE}; see CONTRIBUTING.
 */
public final class HistoryBundle {

    private static final String SOURCE = "urn:vorsprung:history";
    private static final Comparator<Fact> AS_RECORDED = Comparator.comparing(HistoryBundle::recordedOn)
            .thenComparing(EventType::of)
            .thenComparing(Fact::naturalKey);

    private HistoryBundle() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[1]), lines(Path.of(arguments[0])), StandardCharsets.UTF_8);
    }

    static List<String> lines(Path data) throws IOException {
        Path index = data.resolve("epoch-eci-2026-08");
        EpochModels training = EpochModels.read(data.resolve("epoch-models-2025-12/notable_ai_models.csv"));
        List<Fact> facts = new ArrayList<>();
        facts.addAll(EpochIndex.releases(index.resolve("eci_scores.csv"), training));
        facts.addAll(EpochIndex.results(index.resolve("eci_benchmarks.csv")));
        facts.addAll(OwnTables.policies(data.resolve("policy-events.csv")));
        facts.addAll(OwnTables.assessments(data.resolve("assessments.csv")));
        try (InputStream ratings =
                Objects.requireNonNull(HistoryBundle.class.getResourceAsStream("/history/arena.csv"))) {
            facts.addAll(OwnRatings.read(ratings));
        }
        facts.sort(AS_RECORDED);
        return facts.stream().map(HistoryBundle::line).toList();
    }

    private static String line(Fact fact) {
        var event = CloudEventBuilder.v1()
                .withId(EventIdentity.of(SOURCE, fact))
                .withSource(URI.create(SOURCE))
                .withType(EventType.of(fact).cloudEventType())
                .withTime(OffsetDateTime.of(recordedOn(fact).atStartOfDay(), ZoneOffset.UTC))
                .withExtension(KafkaEvents.RECORDED_TIME_ASSUMED, true)
                .withData("application/json", EventJson.write(fact))
                .build();
        return new String(new JsonFormat().serialize(event), StandardCharsets.UTF_8);
    }

    private static LocalDate recordedOn(Fact fact) {
        LocalDate on = fact.occurredOn();
        if (fact instanceof PolicyEvent policy) {
            on = policy.announcedOn();
        } else if (fact instanceof Assessment assessment) {
            on = assessment.statedOn();
        }
        return on.plusDays(1);
    }
}
