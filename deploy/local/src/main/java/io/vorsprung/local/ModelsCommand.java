package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The best models. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "Print the models, best first.")
final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Option(names = "--limit", description = "how many (default: ${DEFAULT-VALUE})", defaultValue = "20")
    private int limit;

    @Override
    public Integer call() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"index", "model", "country", "access", "released", "benchmarks"});
        for (JsonNode model : where.metrics().get("/v1/models?limit=" + limit).path("items")) {
            List<String> countries = new ArrayList<>();
            model.path("developers")
                    .forEach(
                            developer -> countries.add(developer.path("country").asText("?")));
            rows.add(new String[] {
                model.has("index")
                        ? String.format(Locale.ROOT, "%.2f", model.path("index").asDouble())
                        : "-",
                model.path("name").asText(),
                String.join(",", countries.stream().distinct().toList()),
                model.path("access").asText("?"),
                model.path("releasedOn").asText(),
                model.path("benchmarks").asText()
            });
        }
        System.out.print(GapTable.align(rows));
        return 0;
    }
}
