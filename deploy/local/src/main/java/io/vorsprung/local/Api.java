package io.vorsprung.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.wire.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A service's HTTP API. */
final class Api {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI base;

    Api(int port) {
        this.base = URI.create("http://localhost:" + port);
    }

    URI base() {
        return base;
    }

    boolean isReady() {
        try {
            return send(HttpRequest.newBuilder(base.resolve("/q/health/ready"))).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @throws Failure where nothing answers, or with an error; then with the problem's own words */
    JsonNode get(String path) {
        return json(HttpRequest.newBuilder(base.resolve(path)));
    }

    /** @throws Failure as for {@link #get} */
    JsonNode post(String path, String contentType, byte[] body) {
        return json(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpResponse<String> response;
        JsonNode body;
        try {
            response = send(request);
            body = EventJson.MAPPER.readTree(response.body());
        } catch (IOException silent) {
            throw new Failure("nothing answers at " + base + "; start it with: vorsprung up");
        }
        if (response.statusCode() >= 400) {
            throw new Failure(explain(body, response.statusCode()));
        }
        return body;
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

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            // the client's own time-out ends with the headers; an answer that stops in the middle would be waited for
            return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException("no answer within " + LONGEST.toSeconds() + " s", silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
