package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is watched. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Print the rules.",
        subcommands = BacktestCommand.class)
final class RulesCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Override
    public Integer call() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"rule", "series", "condition", "state", "severity", "source", "name"});
        for (JsonNode rule : where.alert().get("/v1/rules")) {
            rows.add(new String[] {
                rule.path("id").asText(),
                rule.path("comparison").asText() + "/" + rule.path("measure").asText(),
                rule.path("condition").toString(),
                rule.path("state").asText("disabled"),
                rule.path("severity").asText(),
                rule.path("source").asText(),
                rule.path("name").asText()
            });
        }
        System.out.print(GapTable.align(rows));
        return 0;
    }
}
