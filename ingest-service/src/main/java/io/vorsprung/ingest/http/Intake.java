package io.vorsprung.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.ingest.format.ImportFormat;
import io.vorsprung.ingest.intake.EventReader;
import io.vorsprung.ingest.intake.Reading;
import io.vorsprung.ingest.intake.RecordedTime;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import io.vorsprung.ingest.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One body, read to its end: good events are on Kafka when it returns, bad ones are in the receipt. */
@ApplicationScoped
public class Intake {

    private final EventReader reader;
    private final EventPublisher publisher;
    private final IngestConfig config;
    private final MeterRegistry meters;

    public Intake(EventReader reader, EventPublisher publisher, IngestConfig config, MeterRegistry meters) {
        this.reader = reader;
        this.publisher = publisher;
        this.config = config;
        this.meters = meters;
    }

    /** Newline-delimited JSON, in constant memory. Blank lines are nothing. */
    public Receipt takeLines(InputStream body, Optional<EventType> expected, RecordedTime recordedTime)
            throws IOException, BrokerUnavailable {
        Batch batch = new Batch();
        InputStream bounded = new BoundedStream(body, config.maxBody().asLongValue(), "vorsprung.ingest.max-body");
        int longest = Math.toIntExact(config.maxLine().asLongValue());
        Lines lines = new Lines(bounded, longest);
        for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            long number = line.get().number();
            Optional<byte[]> bytes = line.get().bytes();
            if (bytes.isEmpty()) {
                batch.add(number, Reading.invalid("", "a line of at most " + longest + " bytes"));
            } else if (!isBlank(bytes.get())) {
                batch.add(number, reader.read(bytes.get(), expected, recordedTime));
            }
        }
        return batch.finish();
    }

    /** A file of somebody else's, in constant memory. */
    public Receipt takeFile(InputStream body, ImportFormat format) throws IOException, BrokerUnavailable {
        Batch batch = new Batch();
        InputStream bounded = new BoundedStream(body, config.maxBody().asLongValue(), "vorsprung.ingest.max-body");
        try {
            for (Iterator<ImportFormat.Row> rows = format.read(bounded); rows.hasNext(); ) {
                ImportFormat.Row row = rows.next();
                if (row instanceof ImportFormat.Row.Told told) {
                    batch.add(told.line(), reader.read(told.fact(), format.source()));
                } else if (row instanceof ImportFormat.Row.Faulty faulty) {
                    batch.add(faulty.line(), new Reading.Invalid(List.of(faulty.violation())));
                } else if (row instanceof ImportFormat.Row.LeftOut leftOut) {
                    batch.receipt.skip(leftOut.reason());
                }
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        return batch.finish();
    }

    /** A JSON document: one event, or an array of events. */
    public Receipt takeDocument(InputStream body, Optional<EventType> expected, RecordedTime recordedTime)
            throws IOException, BrokerUnavailable {
        Batch batch = new Batch();
        JsonNode document =
                parse(new BoundedStream(body, config.maxDocument().asLongValue(), "vorsprung.ingest.max-document")
                        .readAllBytes());
        Iterable<JsonNode> events = document.isArray() ? document : List.of(document);
        long position = 0;
        for (JsonNode event : events) {
            position++;
            batch.add(position, reader.read(event, expected, recordedTime));
        }
        return batch.finish();
    }

    private static JsonNode parse(byte[] document) throws IOException {
        if (isBlank(document)) {
            throw invalid("the body is empty", List.of(new Violation("", "an event")));
        }
        try {
            return EventJson.MAPPER.readTree(document);
        } catch (JsonProcessingException malformed) {
            throw invalid(
                    "the body is not JSON",
                    List.of(new Violation(
                            (long) Math.max(
                                    1,
                                    malformed.getLocation() == null
                                            ? 1
                                            : malformed.getLocation().getLineNr()),
                            "",
                            "JSON in UTF-8: " + malformed.getOriginalMessage())));
        }
    }

    private static ProblemException invalid(String detail, List<Violation> errors) {
        return new ProblemException(Problem.of("invalid-event", "The event is not valid", 400, detail, errors));
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte value : bytes) {
            if (value != ' ' && value != '\t' && value != '\r' && value != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Events that wait to be sent together, and the receipt so far. */
    private final class Batch {

        private final Receipt.Builder receipt = new Receipt.Builder(config.listed());
        private final List<EventEnvelope> waiting = new ArrayList<>();

        void add(long line, Reading reading) throws BrokerUnavailable {
            if (reading instanceof Reading.Valid valid) {
                waiting.add(valid.envelope());
                if (waiting.size() >= config.batch()) {
                    flush();
                }
            } else if (reading instanceof Reading.Invalid invalid) {
                receipt.reject(line, invalid.violations());
                meters.counter("vorsprung.ingest.rejected").increment();
            }
        }

        Receipt finish() throws BrokerUnavailable {
            flush();
            Receipt done = receipt.build();
            if (done.accepted() == 0) {
                throw invalid(
                        done.rejected() == 0 ? "the body is empty" : "nothing in the body could be accepted",
                        done.rejected() == 0 ? List.of(new Violation("", "an event")) : done.errors());
            }
            return done;
        }

        private void flush() throws BrokerUnavailable {
            publisher.publish(waiting);
            for (EventEnvelope event : waiting) {
                receipt.accept(event);
                meters.counter("vorsprung.ingest.accepted", "type", event.type().schema())
                        .increment();
            }
            waiting.clear();
        }
    }
}
