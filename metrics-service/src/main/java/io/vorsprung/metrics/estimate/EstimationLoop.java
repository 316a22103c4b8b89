package io.vorsprung.metrics.estimate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.estimate.EstimatePublisher.Present;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Two threads. One waits for news or for midnight UTC, catches up and publishes the point estimates; the other follows with the
 * intervals when news has paused, and at least every so often while it has not: nobody waits for intervals that are old when
 * they come. Failures are tried again.
 */
@ApplicationScoped
public class EstimationLoop {

    private static final Logger LOG = Logger.getLogger(EstimationLoop.class);

    private final NewEvents newEvents;
    private final Vintages vintages;
    private final EstimatePublisher publisher;
    private final MetricsConfig config;
    private final Timer points;
    private final Timer intervals;
    private final AtomicLong newestKnownAt = new AtomicLong();
    private final Clock clock = Clock.systemUTC();
    private final List<Thread> threads =
            List.of(new Thread(this::runPoints, "point-estimates"), new Thread(this::runIntervals, "intervals"));

    /** Whose point estimates are out. */
    private final BlockingQueue<Present> waiting = new ArrayBlockingQueue<>(1);

    private volatile boolean running = true;
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
        this.points = meters.timer("vorsprung.metrics.estimation", "what", "points");
        this.intervals = meters.timer("vorsprung.metrics.estimation", "what", "intervals");
        meters.gauge("vorsprung.metrics.estimate.age.seconds", this, EstimationLoop::ageOfNewest);
    }

    /** Whether what the database holds has been estimated once. */
    public boolean isReady() {
        return ready;
    }

    /** Seconds since the moment that the newest published estimate is by; not a number before the first. */
    private double ageOfNewest() {
        long newest = newestKnownAt.get();
        return newest == 0 ? Double.NaN : (clock.millis() - newest) / 1000.0;
    }

    void start(@Observes StartupEvent started) {
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5).toMillis());
        }
    }

    private void runPoints() {
        untilStopped("point estimates", () -> {
            points.record(this::publishPoints);
            ready = true;
            waitForNewsOrMidnight();
        });
    }

    private void publishPoints() {
        if (!ready) {
            vintages.catchUp(); // all of it, while others may publish
        }
        publisher.publishPoints(this::now).ifPresent(present -> {
            waiting.clear();
            var unused = waiting.offer(present);
        });
    }

    private Optional<Present> now() {
        vintages.catchUp();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Vintage vintage = vintages.knownAt(now);
        return vintage.facts().revision() > 0
                ? Optional.of(new Present(vintage, LocalDate.ofInstant(now, ZoneOffset.UTC), now))
                : Optional.empty();
    }

    private void runIntervals() {
        untilStopped("intervals", () -> {
            Present made = waiting.take();
            Instant late = clock.instant().plus(config.intervalsWithin());
            while (clock.instant().isBefore(late)) {
                Present newer = waiting.poll(config.intervalsAfter().toMillis(), TimeUnit.MILLISECONDS);
                if (newer == null) {
                    publishIntervals(made);
                    return;
                }
                made = newer;
            }
            Present last = made;
            publisher.first(
                    () -> publishIntervals(Optional.ofNullable(waiting.poll()).orElse(last)));
        });
    }

    /** What could not be published is tried again, unless something newer waits. */
    private void publishIntervals(Present made) {
        try {
            intervals.record(() -> publisher.publish(made));
            newestKnownAt.accumulateAndGet(made.knownAt().toEpochMilli(), Math::max);
        } catch (RuntimeException failed) {
            var unused = waiting.offer(made);
            throw failed;
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

    /** Work that may fail, and waits. */
    private interface Turn {
        void take() throws InterruptedException;
    }

    private void untilStopped(String what, Turn turn) {
        while (running) {
            try {
                turn.take();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                if (!running) {
                    return;
                }
                LOG.errorf(failed, "no %s; trying again in %s", what, config.retryDelay());
                pause();
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
