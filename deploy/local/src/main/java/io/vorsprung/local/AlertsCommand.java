package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What has been told. */
@Command(name = "alerts", mixinStandardHelpOptions = true, description = "Print the alerts that are firing.")
final class AlertsCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Option(names = "--all", description = "also those that are over, newest first")
    private boolean all;

    @Override
    public Integer call() {
        if (!all) {
            System.out.print(Summary.alerts(where.alert()));
            return 0;
        }
        for (JsonNode alert : where.alert().get("/v1/alerts")) {
            System.out.println(
                    alert.path("at").asText() + "  " + alert.path("summary").asText());
        }
        return 0;
    }
}
