package io.vorsprung.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the alert service can be told. */
@ConfigMapping(prefix = "vorsprung.alert")
public interface AlertConfig {

    /** How long to wait before an estimate is tried again that the database did not take. */
    @WithDefault("1s")
    Duration retryDelay();

    /** Most alerts or rules of a page. */
    @WithDefault("500")
    int pageLimit();

    /** Alerts that are taken from the outbox at a time. */
    @WithDefault("100")
    int relayBatch();
}
