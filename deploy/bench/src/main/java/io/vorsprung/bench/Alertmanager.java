package io.vorsprung.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus's Alertmanager with a receiver for each subscriber, every alert a group of its own that waits for nothing. */
final class Alertmanager implements AutoCloseable {

    private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");
    private static final int READY_ATTEMPTS = 100;
    private static final int OK = 200;

    private final Process process;
    private final Path directory;
    private final URI base;

    private Alertmanager(Process process, Path directory, URI base) {
        this.process = process;
        this.directory = directory;
        this.base = base;
    }

    /** Empty where it is not installed. */
    static Optional<Alertmanager> start(List<URI> receivers) throws IOException, InterruptedException {
        Optional<Path> binary = binary();
        if (binary.isEmpty()) {
            System.err.println("no peer: neither of " + NAMES + " is installed");
            return Optional.empty();
        }
        Path directory = Files.createTempDirectory("alertmanager");
        Path config = Files.writeString(directory.resolve("alertmanager.yml"), config(receivers));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        binary.get().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=",
                        "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Alertmanager started = new Alertmanager(process, directory, URI.create("http://127.0.0.1:" + port));
        for (int i = 0; !started.isReady(); i++) {
            if (i == READY_ATTEMPTS || !process.isAlive()) {
                String log = Files.readString(directory.resolve("log"));
                started.close();
                System.err.println("no peer: Alertmanager did not start: " + log);
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Optional.of(started);
    }

    private static Optional<Path> binary() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String config(List<URI> receivers) {
        StringBuilder yaml = new StringBuilder("route:\n  receiver: r0\n  group_by: ['...']\n  group_wait: 0s\n"
                + "  group_interval: 1h\n  repeat_interval: 24h\n  routes:\n");
        for (int i = 0; i < receivers.size(); i++) {
            yaml.append("    - receiver: r").append(i).append("\n      continue: true\n");
        }
        yaml.append("receivers:\n");
        for (int i = 0; i < receivers.size(); i++) {
            yaml.append("  - name: r")
                    .append(i)
                    .append("\n    webhook_configs:\n      - url: ")
                    .append(receivers.get(i))
                    .append('\n');
        }
        return yaml.toString();
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) base.resolve("/-/ready").toURL().openConnection();
            return connection.getResponseCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** An alert that it has not seen yet. */
    void post(int number) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve("/api/v2/alerts").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection
                .getOutputStream()
                .write(("[{\"labels\":{\"alertname\":\"crossing\",\"number\":\"" + number + "\"}}]")
                        .getBytes(StandardCharsets.UTF_8));
        if (connection.getResponseCode() != OK) {
            throw new IOException("Alertmanager answered " + connection.getResponseCode());
        }
    }

    @Override
    public void close() {
        try {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
            Trees.delete(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
