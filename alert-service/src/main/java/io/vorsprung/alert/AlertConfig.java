package io.vorsprung.alert;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

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

    /** Most rules. */
    @WithDefault("1000")
    int mostRules();

    /** A directory of YAML files with rules, which are kept up with while the service runs. */
    Optional<Path> rulesDirectory();

    /** How often that directory is looked at. */
    @WithDefault("10s")
    String rulesEvery();

    /** Where backtests ask for histories; nothing else does. */
    @WithDefault("http://localhost:8082")
    URI metricsUrl();

    /** The longest that a backtest may take. */
    @WithDefault("5m")
    Duration backtestTimeout();

    /** Most days of a backtest. */
    @WithDefault("4000")
    int backtestDays();

    /** The series that digests tell of, the first one first. */
    @WithDefault("us-cn/lag/overall,us-cn/capability/overall,us-open-cn-open/lag/overall")
    List<String> headlines();

    Delivery delivery();

    Webhook webhook();

    Digest digest();

    /** Of messages to subscribers, by webhook or e-mail. */
    interface Delivery {

        /** Waits between attempts; after the last one the message is a dead letter. In all a little over 24 hours. */
        @WithDefault("5s,30s,2m,5m,15m,30m,1h,2h,4h,8h,8h")
        List<Duration> retries();

        /** Each wait is longer or shorter by up to this part of it. */
        @WithDefault("0.2")
        double jitter();

        /** Messages under way at a time, of all subscribers. */
        @WithDefault("256")
        int atATime();

        /** How often what is due is looked for. */
        @WithDefault("200ms")
        Duration poll();

        /** A message that a replica took is free again after this, should the replica be gone. */
        @WithDefault("30s")
        Duration lease();

        /** How long a subscription that groups waits for what the same event set off. */
        @WithDefault("2s")
        Duration groupWait();

        /** A subscription is disabled after so many dead letters in a row. */
        @WithDefault("5")
        int deadLettersInARow();

        /** Most subscriptions. */
        @WithDefault("10000")
        int mostSubscriptions();

        /** Delivered, dead and silenced messages are forgotten after this. */
        @WithDefault("90d")
        Duration keep();
    }

    /** Of webhooks. */
    interface Webhook {

        /** The longest that a receiver may take to answer. */
        @WithDefault("10s")
        Duration timeout();

        /** The longest until it is connected. */
        @WithDefault("3s")
        Duration connectTimeout();

        /** More of an answer is not read. */
        @WithDefault("16K")
        MemorySize maxAnswer();

        /** Whether addresses on loopback, private, link-local and other special networks may be called. */
        @WithDefault("false")
        boolean allowPrivate();

        /** Whether plain http may be called. */
        @WithDefault("false")
        boolean allowHttp();

        /** How long the old secret signs beside the new one after a rotation. */
        @WithDefault("24h")
        Duration rotation();
    }

    /** Of summaries. */
    interface Digest {

        /** Time of day (UTC) at which digests are made; weekly ones on Mondays. */
        @WithDefault("07:00")
        LocalTime at();
    }
}
