package io.vorsprung.alert.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One thread that empties the outbox: at once when it is woken, and every second for what was left. */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final DeliveryPump pump;
    private final MeterRegistry meters;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean running = true;

    public OutboxRelay(Outbox outbox, DeliveryPump pump, MeterRegistry meters) {
        this.outbox = outbox;
        this.pump = pump;
        this.meters = meters;
    }

    /** Something waits. */
    public void wake() {
        woken.release();
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(5_000);
    }

    private void run() {
        while (running) {
            try {
                int sent = outbox.sendWaiting();
                if (sent > 0) {
                    pump.wake();
                }
                meters.counter("vorsprung.alert.delivered").increment(sent);
                if (sent == 0 && woken.tryAcquire(1, TimeUnit.SECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                LOG.warnf("alerts wait in the outbox: %s", failed.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException stopped) {
            running = false;
        }
    }
}
