package io.vorsprung.local;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files through the ingest API. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Import files of events, or of somebody else's. Exit code 4 if a line was rejected.")
final class ImportCommand implements Callable<Integer> {

    private static final int SOME_REJECTED = 4;

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files in the format")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            description =
                    "cloudevents (NDJSON), or epoch-models (notable_ai_models.csv and kin); default: ${DEFAULT-VALUE}")
    private String format = Importer.CLOUDEVENTS;

    @Override
    public Integer call() throws Exception {
        Importer importer = new Importer(where.ingest());
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new Failure("can not read " + file);
            }
            if (!format.equals(Importer.CLOUDEVENTS)) {
                importer.send(file, format);
                continue;
            }
            long lines;
            try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                lines = all.count();
            }
            try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                importer.read(file.getFileName().toString(), reader, lines);
            }
        }
        System.out.println("accepted " + importer.accepted() + ", rejected " + importer.rejected());
        importer.skipped().forEach((reason, rows) -> System.out.println("  left out: " + rows + ", " + reason));
        importer.errors().forEach(error -> System.err.println("  " + error));
        return importer.rejected() == 0 ? 0 : SOME_REJECTED;
    }
}
