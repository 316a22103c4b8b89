package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.wire.EventJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** When a rule would have fired. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description =
                "Print when a rule would have fired: by what was known on each day, or with --known-at by what was known"
                        + " then.")
final class BacktestCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "a rule that is kept")
    private @Nullable String id;

    @Option(names = "--file", description = "a rule that need not be kept, as JSON")
    private @Nullable Path file;

    @Option(names = "--from", description = "first day; a year before the last one where it is not given")
    private @Nullable String from;

    @Option(names = "--to", description = "last day; today where it is not given")
    private @Nullable String to;

    @Option(names = "--known-at", description = "date or instant: every day by what was known then")
    private @Nullable String knownAt;

    @Override
    public Integer call() {
        byte[] body = file == null ? new byte[0] : read(file);
        String rule = id == null ? idOf(body) : id;
        JsonNode report =
                where.alert().postPatiently("/v1/rules/" + rule + "/backtest" + query(), "application/json", body);
        System.out.println(report.path("rule").path("name").asText() + ", "
                + report.path("from").asText() + " to "
                + report.path("to").asText() + ", known "
                + report.path("knowledge").asText() + ", "
                + report.path("days").asInt() + " days with a value");
        System.out.print(table("would have fired", report.path("crossings")));
        if (!report.path("valueCrossings").isEmpty()) {
            System.out.println();
            System.out.print(table("by the bare value", report.path("valueCrossings")));
        }
        return 0;
    }

    private String query() {
        List<String> parameters = new ArrayList<>();
        add(parameters, "from", from);
        add(parameters, "to", to);
        add(parameters, "knownAt", knownAt);
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static void add(List<String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new Failure("can not read " + file);
        }
    }

    private static String idOf(byte[] body) {
        try {
            String found = EventJson.MAPPER.readTree(body).path("id").asText();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException malformed) {
            throw new Failure("--file: expected a rule as JSON");
        }
        throw new Failure("expected a rule's identifier, or --file with a rule that has one");
    }

    private static String table(String title, JsonNode crossings) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {title, "value", "chance", "until", "value", "days", "end", "about"});
        for (JsonNode crossing : crossings) {
            rows.add(new String[] {
                crossing.path("on").asText(),
                number(crossing.path("value")),
                number(crossing.path("chance")),
                crossing.path("until").asText("-"),
                number(crossing.path("untilValue")),
                crossing.path("days").asText(),
                crossing.path("end").asText("still firing"),
                crossing.path("subject").asText("-")
            });
        }
        return crossings.isEmpty() ? title + ": never" + System.lineSeparator() : GapTable.align(rows);
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble()) : "-";
    }
}
