package io.vorsprung.alert.delivery;

import io.quarkus.scheduler.Scheduled;
import io.vorsprung.alert.AlertConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Lets go of messages that have long been over. */
@ApplicationScoped
class Forgetting {

    private final DeliveryLog log;
    private final Duration keep;
    private final Clock clock;

    Forgetting(DeliveryLog log, AlertConfig config, Clock clock) {
        this.log = log;
        this.keep = config.delivery().keep();
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        log.forget(clock.instant().minus(keep));
    }
}
