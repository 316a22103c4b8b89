package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.wire.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A service's HTTP API. */
final class Api {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static final Duration NO_PROGRESS = Duration.ofMinutes(2);

    private final URI base;
    private final Supplier<Optional<String>> token;

    /** Without a token. */
    Api(int port) {
        this(port, Optional::empty);
    }

    /** @param token sent with every request, where there is one */
    Api(int port, Supplier<Optional<String>> token) {
        this.base = URI.create("http://localhost:" + port);
        this.token = token;
    }

    /** The service can not take it now. */
    static final class NotNow extends Failure {

        private static final long serialVersionUID = 1L;

        private final Duration after;

        NotNow(String message, Duration after) {
            super(message);
            this.after = after;
        }

        /** When to come again. */
        Duration after() {
            return after;
        }
    }

    URI base() {
        return base;
    }

    boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(base.resolve("/q/health/ready")), LONGEST)
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @throws Failure where nothing answers, or with an error; then with the problem's own words */
    JsonNode get(String path) {
        return json(HttpRequest.newBuilder(base.resolve(path)));
    }

    /** The same of what may take minutes. */
    JsonNode postPatiently(String path, String contentType, byte[] body) {
        return json(posting(path, contentType, body), PATIENCE);
    }

    /** @throws Failure as for {@link #get} */
    JsonNode post(String path, String contentType, byte[] body) {
        return json(posting(path, contentType, body), LONGEST);
    }

    private HttpRequest.Builder posting(String path, String contentType, byte[] body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** @throws Failure as for {@link #get} */
    void delete(String path) {
        json(HttpRequest.newBuilder(base.resolve(path)).DELETE());
    }

    /**
     * Sends a body that may be long, and waits as long as it goes on.
     *
     * @param sent counts the bytes that went out
     * @throws NotNow where it can be sent again later
     */
    JsonNode upload(String path, Supplier<InputStream> body, AtomicLong sent) {
        HttpRequest request = authorised(HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(body)))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        long last = 0;
        long lastProgress = System.nanoTime();
        while (true) {
            try {
                HttpResponse<String> response = answer.get(1, TimeUnit.SECONDS);
                return read(response);
            } catch (TimeoutException goesOn) {
                if (sent.get() != last) {
                    last = sent.get();
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > NO_PROGRESS.toNanos()) {
                    answer.cancel(true);
                    throw new Failure("no progress for " + NO_PROGRESS.toSeconds() + " s");
                }
            } catch (ExecutionException | IOException failed) {
                throw new NotNow("the connection to " + base + " broke off", Duration.ofSeconds(2));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted");
            }
        }
    }

    /** Writes an answer that may be long. */
    void download(String path, OutputStream to) throws IOException {
        try {
            HttpResponse<InputStream> response = CLIENT.send(
                    authorised(HttpRequest.newBuilder(base.resolve(path))).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() >= 400) {
                    throw new Failure(explain(EventJson.MAPPER.readTree(body), response.statusCode()));
                }
                body.transferTo(to);
            }
        } catch (ConnectException silent) {
            throw new Failure("nothing answers at " + base + "; start it with: vorsprung up");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private HttpRequest.Builder authorised(HttpRequest.Builder request) {
        token.get().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request;
    }

    private static JsonNode read(HttpResponse<String> response) throws IOException {
        JsonNode body = EventJson.MAPPER.readTree(response.body());
        if (response.statusCode() == 503 || response.statusCode() == 429) {
            long after = response.headers().firstValueAsLong("Retry-After").orElse(5);
            throw new NotNow(explain(body, response.statusCode()), Duration.ofSeconds(after));
        }
        if (response.statusCode() >= 400) {
            throw new Failure(explain(body, response.statusCode()));
        }
        return body;
    }

    private JsonNode json(HttpRequest.Builder request) {
        return json(request, LONGEST);
    }

    private JsonNode json(HttpRequest.Builder request, Duration longest) {
        try {
            return read(send(authorised(request), longest));
        } catch (IOException silent) {
            throw new Failure("nothing answers at " + base + "; start it with: vorsprung up");
        }
    }

    private static String explain(JsonNode problem, int status) {
        StringBuilder text = new StringBuilder(problem.path("detail").asText("HTTP " + status));
        for (JsonNode error : problem.path("errors")) {
            text.append(System.lineSeparator()).append("  ").append(violation(error));
        }
        return text.toString();
    }

    /** "line 3: score: expected a number from 0 to 1". */
    static String violation(JsonNode error) {
        String line = error.has("line") ? "line " + error.get("line").asLong() + ": " : "";
        String field = error.path("field").asText();
        return line + (field.isEmpty() ? "" : field + ": ") + "expected "
                + error.path("expected").asText();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, Duration longest) throws IOException {
        try {
            // the client's own time-out ends with the headers; an answer that stops in the middle would be waited for
            return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                    .get(longest.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException("no answer within " + longest.toSeconds() + " s", silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
