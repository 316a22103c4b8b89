package io.vorsprung.alert.webhook;

import java.time.Duration;
import java.util.Optional;

/** What an attempt to deliver came to. */
public sealed interface Answer {

    /** One line for the delivery log. */
    String line();

    /** It is there. */
    record Taken(String line) implements Answer {}

    /** Not now: a time-out, no connection, 408, 429 or 5xx. {@code after}: not before that. */
    record Later(String line, Optional<Duration> after) implements Answer {}

    /** Not at all: any other status, or an address that may not be called. */
    record Refused(String line) implements Answer {}

    /** 410: nothing is wanted there any more. */
    record Gone(String line) implements Answer {}

    /** Of an HTTP status; {@code retryAfter} in seconds, where the receiver says so. */
    static Answer of(int status, Optional<Long> retryAfter) {
        String line = "HTTP " + status;
        if (status / 100 == 2) {
            return new Taken(line);
        } else if (status == 410) {
            return new Gone(line);
        } else if (status == 408 || status == 429 || status / 100 == 5) {
            return new Later(line, retryAfter.map(Duration::ofSeconds));
        }
        return new Refused(line + (status / 100 == 3 ? ": redirects are not followed" : ""));
    }
}
