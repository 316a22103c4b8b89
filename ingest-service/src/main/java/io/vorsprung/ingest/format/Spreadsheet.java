package io.vorsprung.ingest.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventType;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * {@code csv}: what people keep in spreadsheets, one event type a file, told by its columns. Columns are named as the fields of
 * the event (docs/events.md); case, spaces and underscores make no difference, order neither. Lists are separated by semicolons.
 */
final class Spreadsheet implements ImportFormat {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final List<String> NUMBERS =
            List.of("parameters", "trainingComputeFlop", "score", "stderr", "low", "high");
    private static final List<String> KNOWN = List.of(
            "model",
            "name",
            "releasedOn",
            "access",
            "parameters",
            "trainingComputeFlop",
            "variant",
            "setting",
            "benchmark",
            "score",
            "unit",
            "stderr",
            "evaluatedOn",
            "evaluator",
            "policy",
            "title",
            "jurisdiction",
            "kind",
            "stance",
            "announcedOn",
            "effectiveOn",
            "assessment",
            "assessor",
            "affiliation",
            "statedOn",
            "comparison",
            "measure",
            "low",
            "high",
            "statement",
            "event",
            "reason",
            "type",
            "key");

    private final Catalogue catalogue;

    Spreadsheet(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public boolean recognises(Head head) {
        return type(head.header(Table.FOLDED)).isPresent();
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return new CsvRows(body, Table.FOLDED, List.of(), this::row);
    }

    static Optional<EventType> type(Table.Header header) {
        if (header.hasAll("benchmark", "score")) {
            return Optional.of(EventType.BENCHMARK_RESULT);
        }
        if (header.hasAll("jurisdiction", "stance")) {
            return Optional.of(EventType.POLICY_EVENT);
        }
        if (header.hasAll("assessor", "statement")) {
            return Optional.of(EventType.ASSESSMENT);
        }
        if (header.hasAll("event", "reason")) {
            return Optional.of(EventType.RETRACTION);
        }
        return header.hasAll("model", "releasedOn") ? Optional.of(EventType.MODEL_RELEASE) : Optional.empty();
    }

    private Row row(long line, Table.Row row) {
        Optional<EventType> type = type(row.header());
        if (type.isEmpty()) {
            return new Row.Faulty(
                    line,
                    new Violation(
                            "",
                            "a header with model and releasedOn, or benchmark and score, or jurisdiction and stance, or"
                                    + " assessor and statement, or event and reason"));
        }
        ObjectNode data = JSON.objectNode();
        for (String field : KNOWN) {
            row.optional(field).ifPresent(text -> data.set(field, value(field, text)));
        }
        switch (type.get()) {
            case MODEL_RELEASE -> release(row, data);
            case BENCHMARK_RESULT -> {
                name(data, "model", text -> catalogue.model(text).model());
                name(data, "benchmark", catalogue::benchmark);
                row.optional("selfReported").ifPresent(text -> data.set("selfReported", bool(text)));
            }
            case POLICY_EVENT -> policy(row, data);
            case ASSESSMENT -> row.optional("id").ifPresent(id -> data.put("assessment", id));
            case RETRACTION -> {}
        }
        if (type.get() != EventType.RETRACTION) {
            source(row, data);
        }
        return new Row.Data(line, type.get(), data);
    }

    private void release(Table.Row row, ObjectNode data) {
        if (!data.has("name")) {
            data.set("name", data.get("model"));
        }
        name(data, "model", Identifiers::of);
        ArrayNode developers = data.putArray("developers");
        catalogue
                .developers(row.list("developer", ";"), row.list("country", ";"), "country")
                .forEach(developer ->
                        developers.addObject().put("name", developer.name()).put("country", developer.country()));
        row.optional("chip").ifPresent(chip -> {
            ObjectNode hardware = data.putObject("hardware").put("chip", chip);
            row.optional("chips").ifPresent(count -> hardware.set("count", value("score", count)));
        });
    }

    private void policy(Table.Row row, ObjectNode data) {
        row.optional("id").ifPresent(id -> data.put("policy", id));
        row.optional("jurisdiction")
                .ifPresent(
                        name -> data.put("jurisdiction", catalogue.country(name).orElse(name)));
        ArrayNode targets = data.putArray("targets");
        row.list("targets", ";")
                .forEach(name -> targets.add(catalogue.country(name).orElse(name)));
        ArrayNode affects = data.putArray("affects");
        row.list("affects", ";").forEach(affects::add);
        row.optional("thresholdMetric").ifPresent(metric -> {
            ObjectNode threshold = data.putArray("thresholds").addObject().put("metric", metric);
            row.optional("thresholdValue").ifPresent(text -> threshold.set("value", value("score", text)));
        });
    }

    private static void source(Table.Row row, ObjectNode data) {
        row.optional("source").ifPresent(title -> {
            ObjectNode source = data.putArray("sources").addObject().put("title", title);
            row.optional("url").ifPresent(url -> source.put("url", url));
        });
    }

    /** A name where an identifier should be is looked up, or made one. */
    private static void name(ObjectNode data, String field, UnaryOperator<String> identifier) {
        String text = data.path(field).asText();
        if (!text.isEmpty() && !IDENTIFIER.matcher(text).matches()) {
            data.put(field, identifier.apply(text));
        }
    }

    /** What is no number stays text, and the schema says what was expected. */
    private static com.fasterxml.jackson.databind.JsonNode value(String field, String text) {
        if (NUMBERS.contains(field)) {
            try {
                double number = Double.parseDouble(text);
                return Double.isFinite(number) ? JSON.numberNode(number) : JSON.textNode(text);
            } catch (NumberFormatException notANumber) {
                return JSON.textNode(text);
            }
        }
        return JSON.textNode(text);
    }

    private static com.fasterxml.jackson.databind.JsonNode bool(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "1" -> JSON.booleanNode(true);
            case "false", "no", "0" -> JSON.booleanNode(false);
            default -> JSON.textNode(text);
        };
    }
}
