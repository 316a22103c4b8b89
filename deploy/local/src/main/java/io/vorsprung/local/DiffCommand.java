package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said of one day, by what was known at two moments, and what came between. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Compare two vintages: the estimates for a day by what was known then and later, and the facts"
                + " that were added, corrected and withdrawn between.")
final class DiffCommand implements Callable<Integer> {

    private static final int LISTED = 50;

    @Mixin
    private Where where = new Where();

    @Parameters(index = "0", paramLabel = "FROM", description = "known then: a date or an instant")
    private String from = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "known then; now where it is not given")
    @Nullable
    private String to;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "the day that is spoken of; FROM where it is not given")
    @Nullable
    private String asOf;

    @Option(names = "--comparison", description = "default: ${DEFAULT-VALUE}", defaultValue = "us-cn")
    private String comparison = "us-cn";

    @Override
    public Integer call() {
        Api metrics = where.metrics();
        String day = "?asOf=" + encoded(asOf == null ? from.substring(0, Math.min(10, from.length())) : asOf);
        String path = "/v1/gap/" + encoded(comparison) + day;
        JsonNode before = metrics.get(path + "&knownAt=" + encoded(from)).path("estimates");
        JsonNode after = metrics.get(path + (to == null ? "" : "&knownAt=" + encoded(to)))
                .path("estimates");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"measure", "unit", "before", "after", "difference", "leader | follower after"});
        for (int i = 0; i < after.size(); i++) {
            rows.add(row(before.get(i), after.get(i)));
        }
        System.out.print(GapTable.align(rows));
        JsonNode changes = metrics.get(
                "/v1/changes?limit=" + LISTED + "&from=" + encoded(from) + (to == null ? "" : "&to=" + encoded(to)));
        System.out.println();
        System.out.println(changes.path("total").asText() + " facts were added, corrected or withdrawn"
                + (changes.path("total").asInt() > LISTED ? "; the first " + LISTED : ""));
        for (JsonNode change : changes.path("items")) {
            System.out.println("  " + change.path("change").asText() + " "
                    + change.path("type").asText() + " "
                    + (change.has("after") ? change.path("after") : change.path("before")));
        }
        return 0;
    }

    private static String[] row(JsonNode before, JsonNode after) {
        String difference = before.has("value") && after.has("value")
                ? String.format(
                        Locale.ROOT,
                        "%+.2f",
                        after.path("value").asDouble() - before.path("value").asDouble())
                : "-";
        return new String[] {
            after.path("measure").asText(),
            after.path("unit").asText(),
            value(before),
            value(after),
            difference,
            after.path("leader").path("name").asText("-") + " | "
                    + after.path("follower").path("name").asText("-")
        };
    }

    private static String value(JsonNode estimate) {
        return estimate.has("value")
                ? String.format(Locale.ROOT, "%.2f", estimate.path("value").asDouble())
                : "-";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
