package io.vorsprung.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventEnvelope;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a body. Counts are complete, lists are not longer than {@code vorsprung.ingest.listed}.
 *
 * @param accepted acknowledged by the broker
 * @param rejected lines at fault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Receipt(long accepted, long rejected, List<Accepted> events, List<Violation> errors) {

    /** What to name in a retraction. */
    public record Accepted(String id, String type, String key) {}

    /** Collects while a body is read. */
    static final class Builder {

        private final int listed;
        private final List<Accepted> events = new ArrayList<>();
        private final List<Violation> errors = new ArrayList<>();
        private long accepted;
        private long rejected;

        Builder(int listed) {
            this.listed = listed;
        }

        void accept(EventEnvelope event) {
            accepted++;
            if (events.size() < listed) {
                events.add(new Accepted(event.id(), event.type().cloudEventType(), event.key()));
            }
        }

        void reject(long line, List<Violation> violations) {
            rejected++;
            for (Violation violation : violations) {
                if (errors.size() < listed) {
                    errors.add(violation.atLine(line));
                }
            }
        }

        Receipt build() {
            return new Receipt(accepted, rejected, List.copyOf(events), List.copyOf(errors));
        }
    }
}
