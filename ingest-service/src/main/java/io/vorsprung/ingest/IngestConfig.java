package io.vorsprung.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the ingest service can be told. */
@ConfigMapping(prefix = "vorsprung.ingest")
public interface IngestConfig {

    /** Largest body of NDJSON; read line by line, so memory does not grow with it. */
    @WithDefault("64M")
    MemorySize maxBody();

    /** Largest JSON document (one event or an array), which is read as a whole. */
    @WithDefault("8M")
    MemorySize maxDocument();

    /** Largest line of NDJSON; a longer one is rejected, the others count. */
    @WithDefault("1M")
    MemorySize maxLine();

    /** Events that are sent and awaited together. */
    @WithDefault("500")
    int batch();

    /** Rejected lines and accepted events that an answer lists; the counts are always complete. */
    @WithDefault("100")
    int listed();

    /** How long the broker may take to acknowledge. */
    @WithDefault("8s")
    Duration deliveryTimeout();

    /** Whether imports may say themselves when an event was recorded. */
    @WithDefault("false")
    boolean backfill();
}
