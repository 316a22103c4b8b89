package io.vorsprung.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. A run in which a bar is missed ends with exit code 1. */
@Command(
        name = "run",
        description = "Benchmarks beside a peer in the same run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EstimatorCommand.class,
            ReplayCommand.class,
            AlertsCommand.class,
            DeliveriesCommand.class,
            ImportCommand.class
        })
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
