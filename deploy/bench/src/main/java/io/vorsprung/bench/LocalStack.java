package io.vorsprung.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The whole system on this machine, started for a benchmark as a user starts it, on ports and data of its own. */
final class LocalStack implements AutoCloseable {

    private static final int OFFSET = 8500;
    private static final int ERROR = 400;

    private final Path data;
    private final Path script =
            Path.of(System.getProperty("bench.home", "deploy/bench")).resolve("../local/vorsprung");
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private LocalStack(Path data) {
        this.data = data;
    }

    /** @param environment of the processes, beside ours */
    static LocalStack start(Map<String, String> environment, String... more) throws IOException, InterruptedException {
        LocalStack stack = new LocalStack(Files.createTempDirectory("vorsprung-bench"));
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--fresh"));
        arguments.addAll(List.of(more));
        int exit = stack.run(environment, arguments.toArray(String[]::new));
        if (exit != 0) {
            throw new IOException("the system did not start (exit code " + exit + ")");
        }
        return stack;
    }

    /** The command line; what it prints is printed. */
    int run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(script.toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(OFFSET)));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    Path data() {
        return data;
    }

    String bootstrapServers() {
        return "localhost:" + (9092 + OFFSET);
    }

    URI ingest(String path) {
        return URI.create("http://localhost:" + (8081 + OFFSET) + path);
    }

    URI metrics(String path) {
        return URI.create("http://localhost:" + (8082 + OFFSET) + path);
    }

    URI alert(String path) {
        return URI.create("http://localhost:" + (8083 + OFFSET) + path);
    }

    JsonNode get(URI uri) throws IOException {
        return answer(open(uri));
    }

    /** @param role whose token is used */
    JsonNode post(URI uri, String role, String json) throws IOException {
        HttpURLConnection connection = open(uri);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Authorization", "Bearer " + token(role));
        connection.setDoOutput(true);
        // not as a stream: before one the JDK's client waits a millisecond for what a kept connection may hold
        try (OutputStream out = connection.getOutputStream()) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return answer(connection);
    }

    /** On the caller's thread and a connection that is kept: hand-overs between a client's threads are not what is measured. */
    private static HttpURLConnection open(URI uri) throws IOException {
        return (HttpURLConnection) uri.toURL().openConnection();
    }

    private JsonNode answer(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() >= ERROR) {
            try (InputStream problem = connection.getErrorStream()) {
                throw new IOException(connection.getURL() + ": " + connection.getResponseCode() + " "
                        + new String(problem.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        try (InputStream in = connection.getInputStream()) {
            return mapper.readTree(in.readAllBytes());
        }
    }

    /** Read once: a client has its token at hand. */
    private String token(String role) throws IOException {
        @Nullable String known = tokens.get(role);
        if (known == null) {
            known = Files.readString(data.resolve("tokens").resolve(role)).strip();
            tokens.put(role, known);
        }
        return known;
    }

    @Override
    public void close() {
        try {
            run(Map.of(), "down");
            Trees.delete(data);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
