package io.vorsprung.local;

import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything that was told, as a file that {@code import} takes back. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write everything that was told as newline-delimited CloudEvents, which import takes back.")
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "where to; standard output where it is not given")
    @Nullable
    private Path file;

    @Option(names = "--known-at", paramLabel = "DATE", description = "only what was told by then")
    @Nullable
    private String knownAt;

    @Override
    public Integer call() throws Exception {
        String path = "/v1/exports"
                + (knownAt == null ? "" : "?knownAt=" + URLEncoder.encode(knownAt, StandardCharsets.UTF_8));
        if (file == null) {
            where.metrics().download(path, System.out);
            return 0;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            where.metrics().download(path, out);
        }
        return 0;
    }
}
