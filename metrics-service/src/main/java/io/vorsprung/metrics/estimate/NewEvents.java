package io.vorsprung.metrics.estimate;

import io.vorsprung.metrics.MetricsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the estimation loop. A burst is gathered; while history is being imported nothing is estimated. */
@ApplicationScoped
public class NewEvents {

    private final MetricsConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean pending;
    private long backfillUntil = System.nanoTime();

    public NewEvents(MetricsConfig config) {
        this.config = config;
    }

    /** New events are in the database. */
    public void recorded(boolean backfill) {
        lock.lock();
        try {
            pending = true;
            if (backfill) {
                backfillUntil = System.nanoTime() + config.backfillQuiet().toNanos();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until there is news, which is left for {@link #await}. */
    void awaitAny(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!pending && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news and until they are gathered; false where none came within {@code longest}. */
    boolean await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            awaitAny(longest);
            if (!pending) {
                return false;
            }
            long gather = config.gather().toNanos();
            while (gather > 0) {
                gather = news.awaitNanos(gather);
            }
            for (long quiet = backfillUntil - System.nanoTime(); quiet > 0; quiet = backfillUntil - System.nanoTime()) {
                news.await(quiet, TimeUnit.NANOSECONDS);
            }
            pending = false;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
