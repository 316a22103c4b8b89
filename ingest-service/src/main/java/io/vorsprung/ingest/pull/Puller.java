package io.vorsprung.ingest.pull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.ingest.http.ImportJob;
import io.vorsprung.ingest.http.Imports;
import io.vorsprung.ingest.intake.Teller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the files of {@code vorsprung.ingest.pulls} and imports them. A file that has not changed (ETag) is not read again;
 * after a failure it waits longer each time, up to a day. What was fetched is forgotten at the end of the process: fetched once
 * more, nothing doubles.
 */
@ApplicationScoped
public class Puller {

    private static final System.Logger LOG = System.getLogger(Puller.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    private final Imports imports;
    private final IngestConfig config;
    private final MeterRegistry meters;
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pulls");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    public Puller(Imports imports, IngestConfig config, MeterRegistry meters) {
        this.imports = imports;
        this.config = config;
        this.meters = meters;
    }

    void start(@Observes StartupEvent started) {
        config.pulls().forEach((name, pull) -> later(name, pull, Duration.ZERO, 0));
    }

    void stop(@Observes ShutdownEvent stopping) {
        schedule.shutdownNow();
    }

    private void later(String name, IngestConfig.Pull pull, Duration wait, int failures) {
        var unused = schedule.schedule(() -> run(name, pull, failures), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(String name, IngestConfig.Pull pull, int failures) {
        try {
            String outcome = pull(name, pull);
            meters.counter("vorsprung.ingest.pulls", "pull", name, "outcome", outcome)
                    .increment();
            later(name, pull, pull.every(), 0);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            Duration wait = backOff(failures);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "pull " + name + " of " + pull.url() + " failed, again in " + wait + ": " + failed);
            meters.counter("vorsprung.ingest.pulls", "pull", name, "outcome", "failed")
                    .increment();
            later(name, pull, wait, failures + 1);
        }
    }

    /** 5 s, 10 s, 20 s, … */
    static Duration backOff(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures, 20));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** @return imported, or unchanged */
    private String pull(String name, IngestConfig.Pull pull) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(pull.url()).timeout(pull.timeout()).header("User-Agent", "vorsprung");
        String tag = tags.get(name);
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 304) {
                return "unchanged";
            }
            if (response.statusCode() != 200) {
                throw new IOException("HTTP " + response.statusCode());
            }
            // the client's own time-out ends with the headers; a body that stops in the middle is cut off
            CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                    () -> close(body),
                    CompletableFuture.delayedExecutor(pull.timeout().toMillis(), TimeUnit.MILLISECONDS));
            try {
                ImportJob.Report report = imports.run(
                        null,
                        pull.format().orElse(""),
                        false,
                        pull.maxSize().asLongValue(),
                        new Teller("pull " + name, false),
                        body);
                LOG.log(
                        report.rejected() == 0 ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                        "pull " + name + ": accepted " + report.accepted() + ", rejected " + report.rejected() + " "
                                + report.errors());
            } finally {
                deadline.cancel(false);
            }
        }
        response.headers().firstValue("ETag").ifPresent(fresh -> tags.put(name, fresh));
        return "imported";
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            LOG.log(System.Logger.Level.DEBUG, "closed", alreadyBroken);
        }
    }
}
