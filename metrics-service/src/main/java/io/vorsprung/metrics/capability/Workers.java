package io.vorsprung.metrics.capability;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The same work on several threads at once, the caller's among them. */
final class Workers {

    private Workers() {}

    /** Runs {@code work} on each thread until all are done; what one throws is thrown. */
    static void share(Runnable work, int threads) {
        if (threads <= 1) {
            work.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(threads - 1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException | Error failed) {
                            failure.set(failed);
                        } finally {
                            done.countDown();
                        }
                    },
                    "draws-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        work.run();
        try {
            done.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing", interrupted);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a draw failed", failure.get());
        }
    }
}
