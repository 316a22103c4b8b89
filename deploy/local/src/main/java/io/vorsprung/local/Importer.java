package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Files through the ingest API, with a progress bar. Sending one again is harmless: nothing doubles. */
final class Importer {

    /** Where a file's bytes come from, each time anew. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    private static final int TRIES = 6;
    private static final int LISTED = 20;

    private final Api ingest;
    private final String format;
    private final boolean dryRun;
    private long accepted;
    private long rejected;
    private final List<String> errors = new ArrayList<>();
    private final Map<String, Long> skipped = new TreeMap<>();

    /** @param format empty where the service should find out */
    Importer(Api ingest, String format, boolean dryRun) {
        this.ingest = ingest;
        this.format = format;
        this.dryRun = dryRun;
    }

    /**
     * Sends a file; again, after a while, where the service could not take it now.
     *
     * @param size in bytes, for the bar
     */
    void send(String name, long size, Content content) throws InterruptedException {
        String path = "/v1/imports?id=" + UUID.randomUUID() + (dryRun ? "&dryRun=true" : "")
                + (format.isEmpty() ? "" : "&format=" + URLEncoder.encode(format, StandardCharsets.UTF_8));
        for (int attempt = 1; ; attempt++) {
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(size)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" kB", 1000)
                    .showSpeed()
                    .build()) {
                AtomicLong sent = new AtomicLong();
                JsonNode report = ingest.upload(path, () -> new Counted(open(content), sent, bar), sent);
                bar.stepTo(size);
                count(report);
                return;
            } catch (Api.NotNow later) {
                if (attempt == TRIES) {
                    throw new Failure(name + ": " + later.getMessage() + "; sent " + TRIES + " times");
                }
                Thread.sleep(later.after().toMillis());
            } catch (Failure refused) {
                throw new Failure(name + ": " + refused.getMessage());
            }
        }
    }

    /** Rows that say nothing that is kept, by reason. */
    Map<String, Long> skipped() {
        return Map.copyOf(skipped);
    }

    long accepted() {
        return accepted;
    }

    long rejected() {
        return rejected;
    }

    /** The first ones, with the line of the file. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    private static InputStream open(Content content) {
        try {
            return content.open();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void count(JsonNode report) {
        accepted += report.path("accepted").asLong();
        rejected += report.path("rejected").asLong();
        report.path("skipped")
                .fields()
                .forEachRemaining(
                        entry -> skipped.merge(entry.getKey(), entry.getValue().asLong(), Long::sum));
        for (JsonNode error : report.path("errors")) {
            if (errors.size() < LISTED) {
                errors.add(Api.violation(error));
            }
        }
    }

    /** Counts what the connection takes. */
    private static final class Counted extends FilterInputStream {

        private final AtomicLong sent;
        private final ProgressBar bar;

        Counted(InputStream in, AtomicLong sent, ProgressBar bar) {
            super(in);
            this.sent = sent;
            this.bar = bar;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            sent.addAndGet(bytes);
            bar.stepBy(bytes);
        }
    }
}
