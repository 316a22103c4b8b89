package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.CRC32;

/** The history that Vorsprung comes with, through the ingest API like any other. */
final class BundledHistory {

    private static final String RESOURCE = "/history/history.ndjson";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Where where;

    BundledHistory(Where where) {
        this.where = where;
    }

    /** Returns when it is recorded, estimated, and the rules were held against the estimate. */
    void loadInto(DataDirectory data) throws IOException, InterruptedException {
        byte[] history = bytes();
        CRC32 checksum = new CRC32();
        checksum.update(history);
        String version = Long.toHexString(checksum.getValue());
        if (Files.exists(data.historyLoaded())
                && Files.readString(data.historyLoaded()).equals(version)) {
            return;
        }
        long lines = new String(history, StandardCharsets.UTF_8).lines().count();
        Importer importer = new Importer(where.ingest(), "cloudevents", false);
        importer.send("History", history.length, () -> new ByteArrayInputStream(history));
        if (importer.rejected() > 0) {
            throw new Failure("the bundled history was not taken: " + importer.errors());
        }
        awaitEstimate(lines);
        Files.writeString(data.historyLoaded(), version);
    }

    private void awaitEstimate(long events) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (newestRevisionOfRules() < events) {
            if (System.nanoTime() > deadline) {
                throw new Failure("the history was sent, but there is no estimate of it after " + LONGEST.toSeconds()
                        + " s; see the logs of metrics-service and alert-service");
            }
            Thread.sleep(100);
        }
    }

    private long newestRevisionOfRules() {
        long newest = 0;
        for (JsonNode estimate : where.alert().get("/v1/estimates")) {
            newest = Math.max(newest, estimate.path("revision").asLong());
        }
        return newest;
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = Objects.requireNonNull(BundledHistory.class.getResourceAsStream(RESOURCE))) {
            return in.readAllBytes();
        }
    }
}
