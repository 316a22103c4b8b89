package io.vorsprung.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code up} in a process of its own that outlives the terminal. */
final class Detached {

    private final DataDirectory data;
    private final int portOffset;
    private final boolean noHistory;

    Detached(DataDirectory data, int portOffset, boolean noHistory) {
        this.data = data;
        this.portOffset = portOffset;
        this.noHistory = noHistory;
    }

    /** Returns when it is ready, or with its words when it is not to be. */
    int start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "nohup",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Vorsprung.class.getName(),
                "up",
                "--data",
                data.path().toString(),
                "--port-offset",
                Integer.toString(portOffset)));
        if (noHistory) {
            command.add("--no-history");
        }
        Path out = data.log("vorsprung");
        Path err = data.log("vorsprung-errors");
        Files.deleteIfExists(data.ready());
        Process supervisor = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        while (!Files.exists(data.ready())) {
            if (!supervisor.isAlive()) {
                throw new Failure(Files.readAllLines(err).stream()
                        .filter(line -> line.startsWith("vorsprung: "))
                        .map(line -> line.substring("vorsprung: ".length()))
                        .findFirst()
                        .orElse("it did not start; see " + err));
            }
            Thread.sleep(100);
        }
        System.out.print(Files.readString(out));
        System.out.println(
                "It runs on (process " + supervisor.pid() + "). Stop it with: vorsprung down --data " + data.path());
        return 0;
    }
}
