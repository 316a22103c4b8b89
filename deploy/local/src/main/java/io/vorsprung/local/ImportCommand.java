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
import picocli.CommandLine.Parameters;

/** Files through the ingest API. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Import newline-delimited CloudEvents. Exit code 4 if a line was rejected.")
final class ImportCommand implements Callable<Integer> {

    private static final int SOME_REJECTED = 4;

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "NDJSON files of structured CloudEvents")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
        Importer importer = new Importer(where.ingest());
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new Failure("can not read " + file);
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
        importer.errors().forEach(error -> System.err.println("  " + error));
        return importer.rejected() == 0 ? 0 : SOME_REJECTED;
    }
}
