package io.vorsprung.alert.delivery;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The clock of the service in tests: it goes on by itself, and can be put forward. */
public class SetClock {

    private static final AtomicLong AHEAD = new AtomicLong();

    public static void forward(Duration by) {
        AHEAD.addAndGet(by.toMillis());
    }

    /** Not before the next such moment. */
    public static void forwardTo(Instant moment) {
        AHEAD.addAndGet(Duration.between(now(), moment).toMillis());
    }

    public static Instant now() {
        return Instant.now().plusMillis(AHEAD.get());
    }

    @Produces
    @Mock
    @ApplicationScoped
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
