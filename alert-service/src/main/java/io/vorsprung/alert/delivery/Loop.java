package io.vorsprung.alert.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** One thread that does what there is to do: at once while there is more, when it is woken, and every so often. */
final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final IntSupplier work;
    private final Duration every;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param work returns how much it did; a failure is logged and tried again
     * @param every how long to wait where there was nothing
     */
    Loop(String name, Duration every, IntSupplier work) {
        this.work = work;
        this.every = every;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is something to do. */
    void wake() {
        woken.release();
    }

    void stop() throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(END.toMillis());
    }

    private void run() {
        while (running) {
            try {
                if (work.getAsInt() == 0 && woken.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                if (running) {
                    LOG.warnf("%s waits: %s", thread.getName(), failed.getMessage());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException stopped) {
            running = false;
        }
    }
}
