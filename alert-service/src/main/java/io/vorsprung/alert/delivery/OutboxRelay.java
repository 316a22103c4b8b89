package io.vorsprung.alert.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Empties the outbox: at once when it is woken, and every second for what was left. */
@ApplicationScoped
public class OutboxRelay {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final DeliveryPump pump;
    private final Counter delivered;
    private final Loop loop = new Loop("outbox-relay", EVERY, this::relay);

    public OutboxRelay(Outbox outbox, DeliveryPump pump, MeterRegistry meters) {
        this.outbox = outbox;
        this.pump = pump;
        this.delivered = meters.counter("vorsprung.alert.delivered");
    }

    /** Something waits. */
    public void wake() {
        loop.wake();
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private int relay() {
        int sent = outbox.sendWaiting();
        delivered.increment(sent);
        if (sent > 0) {
            pump.wake();
        }
        return outbox.mayHaveMore(sent) ? sent : 0;
    }
}
