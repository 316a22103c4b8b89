package io.vorsprung.local;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command shares. */
final class Where {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where data are kept across runs (default: ~/.vorsprung)",
            defaultValue = "${sys:user.home}/.vorsprung")
    private Path data = Path.of(".");

    @Option(names = "--port-offset", paramLabel = "N", description = "moves every port by N", defaultValue = "0")
    private int portOffset;

    private Optional<String> token(String name) {
        return data().tokens().token(name);
    }

    DataDirectory data() {
        return new DataDirectory(data.toAbsolutePath().normalize());
    }

    int portOffset() {
        return portOffset;
    }

    Ports ports() {
        return new Ports(portOffset);
    }

    Api ingest() {
        return new Api(ports().ingest(), () -> token("backfill"));
    }

    Api metrics() {
        return new Api(ports().metrics(), () -> token("operator"));
    }

    Api alert() {
        return new Api(ports().alert(), () -> token("operator"));
    }
}
