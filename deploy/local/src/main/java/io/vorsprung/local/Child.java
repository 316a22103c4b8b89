package io.vorsprung.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of the stack, with a log of its own. */
record Child(String name, Process process, Path log) {

    private static final Duration GRACE = Duration.ofSeconds(20);

    static Child start(String name, List<String> arguments, DataDirectory data) {
        List<String> command = new ArrayList<>();
        // Ctrl-C reaches every process of the terminal; the supervisor alone decides who ends when
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path log = data.log(name);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            data.note(process.toHandle());
            return new Child(name, process, log);
        } catch (IOException failed) {
            throw new Failure("can not start " + name + ": " + failed.getMessage());
        }
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new Failure(name + " ended with exit code " + process.exitValue() + "; its log is " + log);
        }
    }

    void askToStop() {
        process.destroy();
    }

    void awaitStop() throws InterruptedException {
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
