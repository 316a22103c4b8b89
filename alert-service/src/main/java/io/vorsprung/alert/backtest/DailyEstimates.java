package io.vorsprung.alert.backtest;

import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.wire.EstimateRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Series of the past, day by day, as the metrics service knows them. Read as they come; the caller closes. */
@ApplicationScoped
public class DailyEstimates {

    private static final int OK = 200;

    private final AlertConfig config;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public DailyEstimates(AlertConfig config) {
        this.config = config;
    }

    /** Estimates that come in while they are read. */
    public record Reading(Stream<String> lines) implements AutoCloseable {

        public Iterator<GapEstimate> estimates() {
            return lines.map(line -> {
                        try {
                            return EstimateRecords.readEstimate(line.getBytes(StandardCharsets.UTF_8));
                        } catch (IOException broken) {
                            throw away("its answer broke off");
                        }
                    })
                    .iterator();
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    /**
     * @param knownAt absent: each day by what was known on it
     * @param authorization of whoever asks, handed on
     * @throws ProblemException where the metrics service is away, or refuses
     */
    public Reading of(
            Rule rule, LocalDate from, LocalDate to, @Nullable String knownAt, @Nullable String authorization) {
        boolean quantiles = rule.probability() != null || rule.condition().matched() != null;
        URI uri = config.metricsUrl()
                .resolve("/v1/gap/" + rule.comparison() + "/" + rule.measure() + "/daily?from=" + from + "&to=" + to
                        + "&quantiles=" + quantiles
                        + (knownAt == null ? "" : "&knownAt=" + URLEncoder.encode(knownAt, StandardCharsets.UTF_8)));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(config.backtestTimeout());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<Stream<String>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() == OK) {
                return new Reading(response.body());
            }
            response.body().close();
            throw away("it answered " + response.statusCode());
        } catch (IOException notThere) {
            throw away(notThere.getClass().getSimpleName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away("interrupted");
        }
    }

    private static ProblemException away(String why) {
        return new ProblemException(Problem.of(
                "history-unavailable",
                "The history is not available",
                503,
                "backtests ask the metrics service (vorsprung.alert.metrics-url): " + why));
    }
}
