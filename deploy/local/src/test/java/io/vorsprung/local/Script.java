package io.vorsprung.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code deploy/local/vorsprung}, as a user runs it. */
final class Script {

    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    /** What a run came to. */
    record Outcome(int exitCode, String out, String err) {}

    private Script() {}

    static Process start(String... arguments) throws IOException {
        // a build in the background ignores SIGINT, and so would all that it starts
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(HOME.resolve("deploy/local/vorsprung").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    static Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        Outcome outcome = outcome(process);
        process.waitFor(1, TimeUnit.MINUTES);
        return outcome;
    }

    static Outcome outcome(Process process) throws IOException, InterruptedException {
        var err = java.util.concurrent.CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        String out = read(process.getInputStream());
        return new Outcome(process.waitFor(), out, err.join());
    }

    private static String read(java.io.InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
