package io.vorsprung.ingest.publish;

import org.jspecify.annotations.Nullable;

/** The broker did not acknowledge in time. What was sent may or may not be on the topic; sending it again is safe. */
public final class BrokerUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    BrokerUnavailable(@Nullable Throwable cause) {
        super("the broker did not acknowledge in time", cause);
    }
}
