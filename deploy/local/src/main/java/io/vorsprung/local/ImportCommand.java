package io.vorsprung.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "files, in any of the formats")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            description = "cloudevents, csv, epoch-eci, epoch-benchmarks, epoch-models, arena or federal-register;"
                    + " found out where it is not given",
            defaultValue = "")
    private String format = "";

    @Option(names = "--dry-run", description = "read and judge only")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        Importer importer = new Importer(where.ingest(), format, dryRun);
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new Failure("can not read " + file);
            }
            importer.send(file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
        }
        System.out.println((dryRun ? "would be accepted " : "accepted ") + importer.accepted() + ", rejected "
                + importer.rejected());
        importer.skipped().forEach((reason, rows) -> System.out.println("  left out: " + rows + ", " + reason));
        importer.errors().forEach(error -> System.err.println("  " + error));
        return importer.rejected() == 0 ? 0 : SOME_REJECTED;
    }
}
