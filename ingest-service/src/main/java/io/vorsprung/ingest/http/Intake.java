package io.vorsprung.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.ingest.format.ImportFormat;
import io.vorsprung.ingest.format.JsonLines;
import io.vorsprung.ingest.intake.EventReader;
import io.vorsprung.ingest.intake.Reading;
import io.vorsprung.ingest.intake.Teller;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import io.vorsprung.ingest.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One body, read to its end: good events are on Kafka when it returns, bad ones are in the receipt. */
@ApplicationScoped
public class Intake {

    /** A JSON document larger than this is a large one. */
    private static final int SMALL = 1 << 16;

    private static final long WAIT_SECONDS = 5;

    private final EventReader reader;
    private final EventPublisher publisher;
    private final IngestConfig config;
    private final MeterRegistry meters;
    private final Semaphore largeDocuments;

    public Intake(EventReader reader, EventPublisher publisher, IngestConfig config, MeterRegistry meters) {
        this.reader = reader;
        this.publisher = publisher;
        this.config = config;
        this.meters = meters;
        meters.counter("vorsprung.ingest.rejected");
        this.largeDocuments = new Semaphore(config.largeDocuments());
    }

    /** Newline-delimited JSON, in constant memory. Blank lines are nothing. */
    public Receipt takeLines(InputStream body, EventType expected, Teller teller)
            throws IOException, BrokerUnavailable {
        Batch batch = new Batch(new Receipt.Builder(config.listed()), false);
        InputStream bounded = new BoundedStream(body, config.maxBody().asLongValue(), "vorsprung.ingest.max-body");
        int longest = Math.toIntExact(config.maxLine().asLongValue());
        takeRows(JsonLines.read(bounded, longest), Optional.of(expected), "", teller, batch);
        return batch.receipt();
    }

    /**
     * A file, in constant memory.
     *
     * @param receipt can be looked at meanwhile
     * @param dryRun whether it is only read and judged
     */
    public Receipt takeFile(
            InputStream body, ImportFormat format, Teller teller, Receipt.Builder receipt, boolean dryRun)
            throws IOException, BrokerUnavailable {
        Batch batch = new Batch(receipt, dryRun);
        takeRows(format.read(body), Optional.empty(), format.source(), teller, batch);
        return batch.receipt();
    }

    /** A JSON document: one event, or an array of events. */
    public Receipt takeDocument(InputStream body, EventType expected, Teller teller)
            throws IOException, BrokerUnavailable {
        InputStream bounded =
                new BoundedStream(body, config.maxDocument().asLongValue(), "vorsprung.ingest.max-document");
        byte[] small = bounded.readNBytes(SMALL);
        if (small.length < SMALL) {
            return takeDocument(small, expected, teller);
        }
        acquireLargeDocument();
        try {
            ByteArrayOutputStream large = new ByteArrayOutputStream();
            large.writeBytes(small);
            bounded.transferTo(large);
            return takeDocument(large.toByteArray(), expected, teller);
        } finally {
            largeDocuments.release();
        }
    }

    private void acquireLargeDocument() {
        try {
            if (!largeDocuments.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw Busy.problem("many large JSON documents are being read; newline-delimited JSON need not wait");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Busy.problem("the service is stopping");
        }
    }

    private Receipt takeDocument(byte[] bytes, EventType expected, Teller teller)
            throws IOException, BrokerUnavailable {
        Batch batch = new Batch(new Receipt.Builder(config.listed()), false);
        JsonNode document = parse(bytes);
        Iterable<JsonNode> events = document.isArray() ? document : List.of(document);
        long position = 0;
        for (JsonNode event : events) {
            position++;
            batch.add(position, reader.read(event, Optional.of(expected), teller), 1);
        }
        return batch.receipt();
    }

    private void takeRows(
            Iterator<ImportFormat.Row> rows, Optional<EventType> expected, String source, Teller teller, Batch batch)
            throws IOException, BrokerUnavailable {
        try {
            while (rows.hasNext()) {
                take(rows.next(), expected, source, teller, batch);
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void take(ImportFormat.Row row, Optional<EventType> expected, String source, Teller teller, Batch batch)
            throws BrokerUnavailable {
        if (row instanceof ImportFormat.Row.Event event) {
            batch.add(event.line(), reader.read(event.json(), expected, teller), event.json().length);
        } else if (row instanceof ImportFormat.Row.Told told) {
            for (Fact fact : told.facts()) {
                batch.add(told.line(), reader.read(fact, source, teller), 1);
            }
        } else if (row instanceof ImportFormat.Row.Data data) {
            batch.add(data.line(), reader.read(data.type(), data.data(), source, teller), 1);
        } else if (row instanceof ImportFormat.Row.Faulty faulty) {
            batch.add(faulty.line(), new Reading.Invalid(List.of(faulty.violation())), 0);
        } else if (row instanceof ImportFormat.Row.LeftOut leftOut) {
            batch.skip(leftOut.reason());
        }
    }

    private static JsonNode parse(byte[] document) throws IOException {
        try {
            JsonNode read = EventJson.MAPPER.readTree(document);
            if (read.isMissingNode()) {
                throw invalid("the body is empty", List.of(new Violation("", "an event")));
            }
            return read;
        } catch (JsonProcessingException malformed) {
            long line = malformed.getLocation() == null
                    ? 1
                    : Math.max(1, malformed.getLocation().getLineNr());
            throw invalid(
                    "the body is not JSON",
                    List.of(new Violation(line, "", "JSON in UTF-8: " + malformed.getOriginalMessage())));
        }
    }

    static ProblemException invalid(String detail, List<Violation> errors) {
        return new ProblemException(Problem.of("invalid-event", "The event is not valid", 400, detail, errors));
    }

    /** Events that wait to be sent together, and the receipt so far. */
    private final class Batch {

        private final Receipt.Builder receipt;
        private final boolean dryRun;
        private final List<EventEnvelope> waiting = new ArrayList<>();
        private long bytes;

        Batch(Receipt.Builder receipt, boolean dryRun) {
            this.receipt = receipt;
            this.dryRun = dryRun;
        }

        void add(long line, Reading reading, int size) throws BrokerUnavailable {
            if (reading instanceof Reading.Valid valid) {
                waiting.add(valid.envelope());
                bytes += size;
                if (waiting.size() >= config.batch()
                        || bytes >= config.batchBytes().asLongValue()) {
                    flush();
                }
            } else if (reading instanceof Reading.Invalid invalid) {
                receipt.reject(line, invalid.violations());
                meters.counter("vorsprung.ingest.rejected").increment();
            }
        }

        void skip(String reason) {
            receipt.skip(reason);
        }

        /** @throws ProblemException where there is nothing good in it */
        Receipt receipt() throws BrokerUnavailable {
            flush();
            Receipt done = receipt.build();
            if (done.accepted() == 0 && done.skipped().isEmpty()) {
                throw invalid(
                        done.rejected() == 0 ? "the body is empty" : "nothing in the body could be accepted",
                        done.rejected() == 0 ? List.of(new Violation("", "an event")) : done.errors());
            }
            return done;
        }

        private void flush() throws BrokerUnavailable {
            if (!dryRun && !waiting.isEmpty()) {
                publisher.publish(waiting);
            }
            for (EventEnvelope event : waiting) {
                receipt.accept(event);
                if (!dryRun) {
                    meters.counter(
                                    "vorsprung.ingest.accepted",
                                    "type",
                                    event.type().schema())
                            .increment();
                }
            }
            waiting.clear();
            bytes = 0;
        }
    }
}
