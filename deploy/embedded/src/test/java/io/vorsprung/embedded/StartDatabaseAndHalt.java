package io.vorsprung.embedded;

import java.nio.file.Path;

/** A JVM that ends as under SIGKILL: no shutdown hook, no close. */
final class StartDatabaseAndHalt {

    static final int HALTED = 99;

    private StartDatabaseAndHalt() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedDatabase.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().halt(HALTED);
    }
}
