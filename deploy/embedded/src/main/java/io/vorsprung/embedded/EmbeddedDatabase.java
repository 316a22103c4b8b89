package io.vorsprung.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL from Maven artifacts, on loopback, as durable as any: the library behind it turns {@code fsync} off, which is
 * turned on again here. A server that outlived its JVM is stopped before a new one starts on the same data.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * @param directory of data and unpacked binaries; created, or taken up again
     * @param port on loopback
     * @throws IOException where the server does not come up
     */
    public static EmbeddedDatabase start(Path directory, int port) throws IOException {
        Path data = directory.resolve("data");
        Files.createDirectories(directory);
        stopLeftOver(data);
        File log = directory.resolve("postgresql.log").toFile();
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                .start();
        return new EmbeddedDatabase(server);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    public String user() {
        return "postgres";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** After SIGKILL of the JVM the server lives on and keeps its port and its lock. */
    private static void stopLeftOver(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        Optional<ProcessHandle> postmaster = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(EmbeddedDatabase::isPostgres);
        if (postmaster.isPresent()) {
            stop(postmaster.get());
        }
        Files.deleteIfExists(file);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(path -> path.endsWith("postgres")).orElse(false);
    }

    private static void stop(ProcessHandle postmaster) throws IOException {
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
        CompletableFuture<ProcessHandle> exit = postmaster.onExit();
        try {
            exit.get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw new IOException(
                    "a PostgreSQL of an earlier run (process " + postmaster.pid() + ") does not stop", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping PostgreSQL", interrupted);
        }
    }
}
