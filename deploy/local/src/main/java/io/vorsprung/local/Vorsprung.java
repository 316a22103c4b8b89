package io.vorsprung.local;

import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point. Failures are one line on standard error and an exit code that is not 0. */
@Command(
        name = "vorsprung",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        description = "How far ahead is the United States of China in AI? The whole system on one machine.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            RetractCommand.class,
            DiffCommand.class,
            DeadLettersCommand.class,
            GapCommand.class,
            ModelsCommand.class,
            AlertsCommand.class,
            RulesCommand.class,
            TokensCommand.class
        })
public final class Vorsprung {

    private Vorsprung() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Vorsprung()).setExecutionExceptionHandler((failed, command, parsed) -> {
            String message = failed instanceof Failure ? failed.getMessage() : failed.toString();
            command.getErr().println("vorsprung: " + message);
            return 1;
        });
    }

    /** The checkout, as the script says. */
    static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getenv("VORSPRUNG_HOME"), "."))
                .toAbsolutePath()
                .normalize();
    }
}
