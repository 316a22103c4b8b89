package io.vorsprung.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An import on its way, or over. Written by the request that carries it, read by whoever asks. */
public final class ImportJob {

    /** Where it is. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        /** Read to its end; what was not accepted is in the report. */
        @JsonProperty("done")
        DONE,
        /** Broken off: what was accepted counts, and the whole can be sent again. */
        @JsonProperty("failed")
        FAILED
    }

    /**
     * What is said of an import.
     *
     * @param bytes read so far
     * @param rejected rows at fault, of which the first are in {@code errors}
     * @param skipped rows that say nothing we keep, by reason
     * @param problem why it failed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Report(
            String id,
            State state,
            String format,
            boolean dryRun,
            Instant startedAt,
            @Nullable Instant finishedAt,
            long bytes,
            long accepted,
            long rejected,
            Map<String, Long> skipped,
            List<Violation> errors,
            @Nullable Problem problem) {}

    private final String id;
    private final boolean dryRun;
    private final Instant startedAt = Instant.now();
    private final Receipt.Builder receipt;
    private final AtomicLong bytes = new AtomicLong();
    private volatile String format = "";
    private volatile State state = State.RUNNING;
    private volatile @Nullable Instant finishedAt;
    private volatile @Nullable Problem problem;

    ImportJob(String id, boolean dryRun, int listed) {
        this.id = id;
        this.dryRun = dryRun;
        this.receipt = new Receipt.Builder(listed);
    }

    String id() {
        return id;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    Receipt.Builder receipt() {
        return receipt;
    }

    void isOf(String name) {
        format = name;
    }

    void read(long count) {
        bytes.addAndGet(count);
    }

    void done() {
        finishedAt = Instant.now();
        state = State.DONE;
    }

    void failed(Problem why) {
        problem = why;
        finishedAt = Instant.now();
        state = State.FAILED;
    }

    Report report() {
        Receipt now = receipt.build();
        return new Report(
                id,
                state,
                format,
                dryRun,
                startedAt,
                finishedAt,
                bytes.get(),
                now.accepted(),
                now.rejected(),
                now.skipped(),
                now.errors(),
                problem);
    }
}
