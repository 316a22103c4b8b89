package io.vorsprung.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the ingest service can be told. */
@ConfigMapping(prefix = "vorsprung.ingest")
public interface IngestConfig {

    /** Largest body of NDJSON; read line by line, so memory does not grow with it. */
    @WithDefault("64M")
    MemorySize maxBody();

    /** Largest file of an import; read row by row. */
    @WithDefault("4G")
    MemorySize maxImport();

    /** Most that an archive may unpack to. */
    @WithDefault("64M")
    MemorySize maxUnpacked();

    /** Largest JSON document (one event or an array), which is read as a whole. */
    @WithDefault("4M")
    MemorySize maxDocument();

    /** JSON documents of more than 64 kB that are read at a time; others wait, and are told to come again (503). */
    @WithDefault("2")
    int largeDocuments();

    /** Largest line of NDJSON; a longer one is rejected, the others count. */
    @WithDefault("1M")
    MemorySize maxLine();

    /** Events that are sent and awaited together. */
    @WithDefault("500")
    int batch();

    /** Bytes of events that are sent and awaited together, whichever comes first. */
    @WithDefault("2M")
    MemorySize batchBytes();

    /** Rejected lines and accepted events that an answer lists; the counts are always complete. */
    @WithDefault("100")
    int listed();

    /** How long the broker may take to acknowledge. */
    @WithDefault("8s")
    Duration deliveryTimeout();

    /** Imports at a time; one more is told to come again (503). */
    @WithDefault("4")
    int imports();

    /** Imports that are over and still answered for. */
    @WithDefault("100")
    int importsKept();

    /** Writing requests a second of one client, by the name in its token or its address; 0 for any number. */
    @WithDefault("2000")
    int requestsPerSecond();

    /** A directory with tables of names of one's own: countries, organisations, models, benchmarks (docs/imports.md). */
    Optional<Path> catalogues();

    /** Files that are fetched again and again, by a name of one's own. */
    Map<String, Pull> pulls();

    /** A file that is fetched again and again. */
    interface Pull {

        URI url();

        /** As for an import; detected where it is not given. */
        Optional<String> format();

        @WithDefault("6h")
        Duration every();

        /** How long the whole may take; then it is broken off, and tried again later. */
        @WithDefault("5m")
        Duration timeout();

        /** Largest file. */
        @WithDefault("256M")
        MemorySize maxSize();
    }
}
