package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;

/** What a newcomer sees: the gap, what rings, where to go on. */
final class Summary {

    private final Where where;

    Summary(Where where) {
        this.where = where;
    }

    String text() {
        String line = System.lineSeparator();
        return line + GapTable.of(where.metrics()) + line + alerts(where.alert()) + line
                + "metrics  " + where.metrics().base() + "/v1/gap" + line
                + "ingest   " + where.ingest().base() + "/v1/model-releases" + line
                + "alerts   " + where.alert().base() + "/v1/alerts" + line
                + "API      " + where.metrics().base() + "/q/openapi (and the same on the other two)" + line
                + "Kafka    localhost:" + where.ports().kafka() + ", topic vorsprung.alerts" + line;
    }

    static String alerts(Api alert) {
        JsonNode firing = alert.get("/v1/alerts?state=firing");
        StringBuilder text =
                new StringBuilder(firing.isEmpty() ? "No alert is firing." : "Firing:").append(System.lineSeparator());
        for (JsonNode one : firing) {
            text.append("  ")
                    .append(one.path("severity").asText())
                    .append("  ")
                    .append(one.path("summary").asText())
                    .append(System.lineSeparator());
        }
        return text.toString();
    }
}
