package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Comparisons by measures: now, and as of the newest event. */
final class GapTable {

    private static final double DAYS_A_MONTH = 30.4375;

    private GapTable() {}

    static String of(Api metrics) {
        JsonNode headline = metrics.get("/v1/gap");
        String today = headline.path("asOf").asText();
        String newest = headline.path("newestEvent").asText(today);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {
            "comparison",
            "measure",
            "now, " + today,
            "as of " + newest,
            "90 % interval",
            "12-month mean",
            "leader | follower | counted from"
        });
        for (JsonNode comparison : metrics.get("/v1/comparisons")) {
            String id = comparison.path("id").asText();
            JsonNode now = metrics.get("/v1/gap/" + id).path("estimates");
            JsonNode then = metrics.get("/v1/gap/" + id + "?asOf=" + newest).path("estimates");
            for (int i = 0; i < now.size(); i++) {
                JsonNode estimate = then.get(i);
                rows.add(new String[] {
                    id,
                    estimate.path("measure").asText(),
                    value(now.get(i)),
                    value(estimate),
                    interval(estimate),
                    estimate.has("window")
                            ? number(estimate.path("window").path("mean").asDouble())
                            : "-",
                    behind(estimate)
                });
            }
        }
        return align(rows);
    }

    private static String value(JsonNode estimate) {
        if (!estimate.has("value")) {
            return "- (" + estimate.path("undefined").asText() + ")";
        }
        double value = estimate.path("value").asDouble();
        String unit = estimate.path("unit").asText();
        String text = number(value) + " " + unit;
        return "months".equals(unit) ? text + " (" + Math.round(value * DAYS_A_MONTH) + " days)" : text;
    }

    private static String interval(JsonNode estimate) {
        return estimate.has("lower")
                ? number(estimate.path("lower").asDouble()) + " to "
                        + number(estimate.path("upper").asDouble())
                : "-";
    }

    private static String behind(JsonNode estimate) {
        String names = estimate.path("leader").path("name").asText("-") + " | "
                + estimate.path("follower").path("name").asText("-");
        return estimate.has("since")
                ? names + " | " + estimate.path("since").path("name").asText() + ", "
                        + estimate.path("since").path("on").asText()
                : names;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String align(List<String[]> rows) {
        int[] width = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                width[i] = Math.max(width[i], row[i].length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(width[i] - row[i].length() + 2));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }
}
