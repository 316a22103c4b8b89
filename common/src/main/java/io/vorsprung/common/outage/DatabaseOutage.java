package io.vorsprung.common.outage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells a database that is away from one that refuses the data, and waits for the former. */
public final class DatabaseOutage {

    private static final System.Logger LOG = System.getLogger(DatabaseOutage.class.getName());

    private DatabaseOutage() {}

    /** Runs {@code work} (one transaction) until the database is there for it; other failures leave as they are. */
    public static <T> T waitOut(Duration delay, Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException failed) {
                if (!isCauseOf(failed)) {
                    throw failed;
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the database is away, trying again in " + delay + ": " + failed.getMessage());
                Thread.sleep(delay.toMillis());
            }
        }
    }

    /** An SQL failure that is not of SQLSTATE class 22 (data) or 23 (constraint). */
    static boolean isCauseOf(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || !(state.startsWith("22") || state.startsWith("23"));
            }
        }
        return false;
    }
}
