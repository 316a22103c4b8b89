package io.vorsprung.ingest.history;

import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventIdentity;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.common.wire.StructuredEvents;
import io.vorsprung.ingest.format.Catalogue;
import io.vorsprung.ingest.format.ImportFormat;
import io.vorsprung.ingest.format.ImportFormats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The history that Vorsprung comes with, as newline-delimited CloudEvents in the order in which it was recorded. It was told
 * all at once, so the recorded time is a convention: the day after the event (announcement of a policy, statement of an
 * assessment). {@code HistoryBundle DATA_DIRECTORY OUTPUT_FILE}; see CONTRIBUTING.
 */
public final class HistoryBundle {

    private static final String SOURCE = "urn:vorsprung:history";
    private static final ImportFormats FORMATS = new ImportFormats(Catalogue.load(Optional.empty()), 1 << 20, 1 << 20);
    private static final Comparator<Fact> AS_RECORDED = Comparator.comparing(HistoryBundle::recordedOn)
            .thenComparing(EventType::of)
            .thenComparing(Fact::naturalKey);

    private HistoryBundle() {}

    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[1]), lines(Path.of(arguments[0])), StandardCharsets.UTF_8);
    }

    static List<String> lines(Path data) throws IOException {
        Path index = data.resolve("epoch-eci-2026-08");
        TrainingData training = TrainingData.read(data.resolve("epoch-models-2025-12/notable_ai_models.csv"));
        List<Fact> facts = new ArrayList<>();
        for (Fact fact : facts("epoch-eci", Files.newInputStream(index.resolve("eci_scores.csv")))) {
            facts.add(training.complete((ModelRelease) fact));
        }
        facts.addAll(facts("epoch-eci", Files.newInputStream(index.resolve("eci_benchmarks.csv"))));
        facts.addAll(facts("csv", Files.newInputStream(data.resolve("policy-events.csv"))));
        facts.addAll(facts("csv", Files.newInputStream(data.resolve("assessments.csv"))));
        facts.addAll(facts("csv", ours("/history/arena-releases.csv")));
        facts.addAll(facts("csv", ours("/history/arena-results.csv")));
        facts.sort(AS_RECORDED);
        return facts.stream().map(HistoryBundle::line).toList();
    }

    private static InputStream ours(String resource) {
        return Objects.requireNonNull(HistoryBundle.class.getResourceAsStream(resource), resource);
    }

    /** Every row of a file must be a fact. */
    private static List<Fact> facts(String format, InputStream file) throws IOException {
        List<Fact> facts = new ArrayList<>();
        try (file) {
            Iterator<ImportFormat.Row> rows =
                    FORMATS.named(format).orElseThrow().read(file);
            while (rows.hasNext()) {
                ImportFormat.Row row = rows.next();
                if (row instanceof ImportFormat.Row.Told told) {
                    facts.addAll(told.facts());
                } else if (row instanceof ImportFormat.Row.Data data) {
                    facts.add((Fact) EventJson.MAPPER.treeToValue(
                            data.data(), data.type().record()));
                } else {
                    throw new IOException(row.toString());
                }
            }
        }
        return facts;
    }

    private static String line(Fact fact) {
        EventEnvelope told = new EventEnvelope(
                EventIdentity.of(SOURCE, fact),
                SOURCE,
                recordedOn(fact).atStartOfDay(ZoneOffset.UTC).toInstant(),
                true,
                fact);
        return new String(StructuredEvents.line(told), StandardCharsets.UTF_8);
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
