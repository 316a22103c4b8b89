package io.vorsprung.alert.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a message that was not taken is tried again: after the waits of the configuration, each longer or shorter by up to a
 * part of it, so that many that failed together do not come again together.
 */
record RetrySchedule(List<Duration> waits, double jitter) {

    RetrySchedule {
        waits = List.copyOf(waits);
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException(
                    "vorsprung.alert.delivery.jitter: expected from 0 to below 1, was " + jitter);
        }
    }

    /**
     * @param failed how often it has failed, from 1
     * @param chance from 0 to below 1
     * @param least what the receiver asked for
     * @return empty where it was the last attempt
     */
    Optional<Duration> after(int failed, double chance, Optional<Duration> least) {
        if (failed > waits.size()) {
            return Optional.empty();
        }
        long millis = waits.get(failed - 1).toMillis();
        Duration wait = Duration.ofMillis(Math.round(millis * (1 + jitter * (2 * chance - 1))));
        return Optional.of(least.filter(asked -> asked.compareTo(wait) > 0).orElse(wait));
    }
}
