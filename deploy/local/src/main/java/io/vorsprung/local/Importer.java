package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Newline-delimited CloudEvents through the ingest API, in parts, with a progress bar. Sending a part again is harmless. */
final class Importer {

    static final String CLOUDEVENTS = "cloudevents";

    private static final int PART = 250;

    private final Api ingest;
    private long accepted;
    private long rejected;
    private final List<String> errors = new ArrayList<>();
    private final Map<String, Long> skipped = new TreeMap<>();

    Importer(Api ingest) {
        this.ingest = ingest;
    }

    /**
     * @param from decoded as ISO 8859-1, so that every byte goes through as it is, and the service judges it
     * @param lines their number, for the bar; −1 where it is not known
     */
    void read(String name, BufferedReader from, long lines) throws IOException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(lines)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" events", 1)
                .showSpeed()
                .build()) {
            List<String> part = new ArrayList<>(PART);
            long first = 1;
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                part.add(line);
                if (part.size() == PART) {
                    send(part, first);
                    bar.stepBy(part.size());
                    first += part.size();
                    part.clear();
                }
            }
            send(part, first);
            bar.stepBy(part.size());
        }
    }

    /** A whole file of another format. Sending it again is harmless. */
    void send(Path file, String format) throws IOException {
        count(
                ingest.post(
                        "/v1/imports?format=" + URLEncoder.encode(format, StandardCharsets.UTF_8),
                        "text/csv",
                        Files.readAllBytes(file)),
                1);
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

    private void send(List<String> part, long first) {
        if (part.stream().allMatch(String::isBlank)) {
            return;
        }
        JsonNode receipt;
        try {
            receipt = ingest.post(
                    "/v1/imports?format=cloudevents",
                    "application/x-ndjson",
                    (String.join("\n", part) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (Failure nothingAccepted) {
            throw new Failure(
                    "lines " + first + " to " + (first + part.size() - 1) + ": " + nothingAccepted.getMessage());
        }
        count(receipt, first);
    }

    /** @param first line of what the receipt is for, in the file */
    private void count(JsonNode receipt, long first) {
        accepted += receipt.path("accepted").asLong();
        rejected += receipt.path("rejected").asLong();
        receipt.path("skipped")
                .fields()
                .forEachRemaining(
                        entry -> skipped.merge(entry.getKey(), entry.getValue().asLong(), Long::sum));
        for (JsonNode error : receipt.path("errors")) {
            if (errors.size() < 20) {
                long line = first - 1 + error.path("line").asLong();
                errors.add(Api.violation(((ObjectNode) error).put("line", line)));
            }
        }
    }
}
