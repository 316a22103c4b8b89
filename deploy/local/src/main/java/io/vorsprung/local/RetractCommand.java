package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vorsprung.common.wire.EventJson;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes events out, by their identifiers or by what they are about. */
@Command(
        name = "retract",
        mixinStandardHelpOptions = true,
        description = "Take events out: by identifier, or all that count and are about something.")
final class RetractCommand implements Callable<Integer> {

    private static final int PAGE = 500;

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "0..*", paramLabel = "ID", description = "identifiers of events")
    private List<String> ids = List.of();

    @Option(names = "--reason", required = true, description = "kept with the retraction")
    private String reason = "";

    @Option(names = "--type", description = "such as benchmark-result")
    @Nullable
    private String type;

    @Option(names = "--key", description = "a model, policy or assessment")
    @Nullable
    private String key;

    @Option(names = "--benchmark", description = "results on it")
    @Nullable
    private String benchmark;

    @Option(names = "--evaluator", description = "results by them")
    @Nullable
    private String evaluator;

    @Option(names = "--source", description = "events of a source, such as urn:vorsprung:import:csv")
    @Nullable
    private String source;

    @Option(names = "--recorded-by", description = "events that someone told")
    @Nullable
    private String recordedBy;

    @Option(names = "--dry-run", description = "only print what would be taken out")
    private boolean dryRun;

    @Override
    public Integer call() {
        List<JsonNode> events = ids.isEmpty() ? asked() : named();
        if (events.isEmpty()) {
            throw new Failure("there is no such event that counts");
        }
        for (JsonNode event : events) {
            System.out.println(event.path("id").asText() + "  " + event.path("data"));
        }
        if (!dryRun) {
            retract(events);
        }
        System.out.println((dryRun ? "would be taken out: " : "taken out: ") + events.size());
        return 0;
    }

    private List<JsonNode> named() {
        List<JsonNode> events = new ArrayList<>();
        for (String id : ids) {
            events.add(where.metrics()
                    .get("/v1/events/" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                    .get(0));
        }
        return events;
    }

    private List<JsonNode> asked() {
        String query = parameter("type", type)
                + parameter("key", key)
                + parameter("benchmark", benchmark)
                + parameter("evaluator", evaluator)
                + parameter("source", source)
                + parameter("recordedBy", recordedBy);
        if (query.isEmpty()) {
            throw new Failure(
                    "say which: identifiers, or --type, --key, --benchmark, --evaluator, --source, --recorded-by");
        }
        List<JsonNode> events = new ArrayList<>();
        JsonNode page;
        do {
            page = where.metrics().get("/v1/events?inForce=true&limit=" + PAGE + "&offset=" + events.size() + query);
            page.path("items").forEach(events::add);
        } while (events.size() < page.path("total").asInt()
                && !page.path("items").isEmpty());
        return events;
    }

    private void retract(List<JsonNode> events) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JsonNode event : events) {
            ObjectNode retraction = JsonNodeFactory.instance.objectNode();
            retraction.put("event", event.path("id").asText());
            retraction.put("reason", reason);
            retraction.put("type", event.path("type").asText());
            retraction.put("key", event.path("key").asText());
            lines.writeBytes(EventJson.write(retraction));
            lines.write('\n');
        }
        JsonNode receipt = where.ingest().post("/v1/retractions", "application/x-ndjson", lines.toByteArray());
        if (receipt.path("accepted").asInt() != events.size()) {
            throw new Failure("only " + receipt.path("accepted") + " of " + events.size() + " were accepted: "
                    + receipt.path("errors"));
        }
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
