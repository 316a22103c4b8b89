package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What could not be processed. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "See to what could not be processed: list, show, resend, drop.")
final class DeadLettersCommand {

    private static final String PATH = "/v1/dead-letters";

    @Command(mixinStandardHelpOptions = true, description = "Print dead letters, newest first.")
    int list(
            @Mixin Where where,
            @Option(names = "--state", description = "open, resent or dropped", defaultValue = "open") String state) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"id", "received", "topic", "key", "reason"});
        JsonNode page = where.metrics().get(PATH + "?state=" + encoded(state));
        for (JsonNode letter : page.path("items")) {
            rows.add(new String[] {
                letter.path("id").asText(),
                letter.path("receivedAt").asText(),
                letter.path("topic").asText("?"),
                letter.path("key").asText("-"),
                letter.path("reason").asText("?")
            });
        }
        System.out.print(GapTable.align(rows));
        System.out.println(page.path("total").asText() + " " + state);
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Print a dead letter with its headers and value.")
    int show(@Mixin Where where, @Parameters(paramLabel = "ID") String id) {
        System.out.println(where.metrics().get(PATH + "/" + encoded(id)).toPrettyString());
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Send dead letters to where they came from.")
    int resend(@Mixin Where where, @Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) {
        for (String id : ids) {
            JsonNode letter =
                    where.metrics().post(PATH + "/" + encoded(id) + "/resend", "application/json", new byte[0]);
            System.out.println(id + " was sent to " + letter.path("topic").asText());
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Drop dead letters; they stay in the list of the dropped.")
    int drop(@Mixin Where where, @Parameters(arity = "1..*", paramLabel = "ID") List<String> ids) {
        for (String id : ids) {
            where.metrics().delete(PATH + "/" + encoded(id));
            System.out.println(id + " was dropped");
        }
        return 0;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
