package io.vorsprung.metrics.estimate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** One thread: waits for news or for midnight UTC, catches up, estimates, publishes. Its failures are tried again. */
@ApplicationScoped
public class EstimationLoop {

    private static final Logger LOG = Logger.getLogger(EstimationLoop.class);

    private final NewEvents newEvents;
    private final Vintages vintages;
    private final EstimatePublisher publisher;
    private final MetricsConfig config;
    private final Timer timer;
    private final Clock clock = Clock.systemUTC();
    private final Thread thread = new Thread(this::run, "estimation");
    private volatile boolean running = true;
    private Instant intervalsAt = Instant.EPOCH;
    private volatile boolean ready;

    public EstimationLoop(
            NewEvents newEvents,
            Vintages vintages,
            EstimatePublisher publisher,
            MetricsConfig config,
            MeterRegistry meters) {
        this.newEvents = newEvents;
        this.vintages = vintages;
        this.publisher = publisher;
        this.config = config;
        this.timer = meters.timer("vorsprung.metrics.estimation");
    }

    /** Whether what the database holds has been estimated once. */
    public boolean isReady() {
        return ready;
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(Duration.ofSeconds(5).toMillis());
    }

    private void run() {
        while (running) {
            try {
                timer.record(this::estimate);
                ready = true;
                waitForNewsOrMidnight();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                if (!running) {
                    return;
                }
                LOG.errorf(failed, "no estimate; trying again in %s", config.retryDelay());
                pause();
            }
        }
    }

    private void estimate() {
        vintages.catchUp();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Vintage vintage = vintages.knownAt(now);
        if (vintage.facts().revision() > 0) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            publisher.publishPoints(vintage, today, now);
            boolean due = Duration.between(intervalsAt, now).compareTo(config.intervalsWithin()) > 0;
            if (due || !newEvents.isPending()) {
                publisher.publish(vintage, today, now);
                intervalsAt = now;
            }
        }
    }

    private void waitForNewsOrMidnight() throws InterruptedException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        while (LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).equals(today)) {
            Instant midnight = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (newEvents.await(Duration.between(clock.instant(), midnight).plusMillis(1))) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(config.retryDelay().toMillis());
        } catch (InterruptedException stopped) {
            running = false;
        }
    }
}
