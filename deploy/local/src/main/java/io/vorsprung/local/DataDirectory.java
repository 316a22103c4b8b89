package io.vorsprung.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is kept across runs, and which processes run on it. */
record DataDirectory(Path path) {

    private static final List<String> OURS =
            List.of("kafka", "postgres", "tokens", "log", "processes", "history-loaded", "ready");

    /** @throws Failure where it can not be written to */
    void prepare(boolean fresh) {
        try {
            if (fresh) {
                for (String name : OURS) {
                    delete(path.resolve(name));
                }
            }
            Files.createDirectories(path.resolve("log"));
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException denied) {
            throw new Failure(
                    "can not write to " + path + " (" + denied.getMessage() + "); choose another with --data DIR");
        }
    }

    Tokens tokens() {
        return new Tokens(path.resolve("tokens"));
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path log(String process) {
        return path.resolve("log").resolve(process + ".log");
    }

    /** Written when the stack is up, with its port offset; gone when it is down. */
    Path ready() {
        return path.resolve("ready");
    }

    /** Written when the bundled history is in. */
    Path historyLoaded() {
        return path.resolve("history-loaded");
    }

    /** Notes a process, the supervisor first, so that a later run knows what an ended one left. */
    void note(ProcessHandle process) {
        String started = process.info().startInstant().map(Object::toString).orElse("");
        try {
            List<String> lines = new ArrayList<>(noted());
            lines.add(process.pid() + " " + started);
            Files.write(processes(), lines);
        } catch (IOException denied) {
            throw new Failure("can not write to " + path + ": " + denied.getMessage());
        }
    }

    void forgetProcesses() {
        try {
            Files.deleteIfExists(processes());
            Files.deleteIfExists(ready());
        } catch (IOException denied) {
            throw new Failure("can not write to " + path + ": " + denied.getMessage());
        }
    }

    /** The noted processes that still run, the supervisor first. A number that another process has now is not one of them. */
    List<ProcessHandle> running() {
        try {
            List<ProcessHandle> running = new ArrayList<>();
            for (String line : noted()) {
                String[] parts = line.split(" ", 2);
                ProcessHandle.of(Long.parseLong(parts[0]))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> parts[1].isEmpty()
                                || process.info()
                                        .startInstant()
                                        .map(Object::toString)
                                        .orElse("")
                                        .equals(parts[1]))
                        .ifPresent(running::add);
            }
            return running;
        } catch (IOException unreadable) {
            throw new Failure("can not read " + processes() + ": " + unreadable.getMessage());
        }
    }

    /** The supervisor, where it runs. */
    java.util.Optional<ProcessHandle> supervisor() {
        try {
            List<String> noted = noted();
            return noted.isEmpty()
                    ? java.util.Optional.empty()
                    : running().stream()
                            .filter(process -> noted.get(0).startsWith(process.pid() + " "))
                            .findFirst();
        } catch (IOException unreadable) {
            throw new Failure("can not read " + processes() + ": " + unreadable.getMessage());
        }
    }

    private Path processes() {
        return path.resolve("processes");
    }

    private List<String> noted() throws IOException {
        return Files.exists(processes()) ? Files.readAllLines(processes()) : List.of();
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
