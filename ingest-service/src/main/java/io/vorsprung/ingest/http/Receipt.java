package io.vorsprung.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventEnvelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a body. Counts are complete, lists are not longer than {@code vorsprung.ingest.listed}.
 *
 * @param accepted events that the broker acknowledged; of a dry run, that it would be given
 * @param rejected lines at fault
 * @param skipped rows that say nothing we keep, by reason
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Receipt(
        long accepted, long rejected, Map<String, Long> skipped, List<Accepted> events, List<Violation> errors) {

    /** Reasons that are told apart; a file may put anything into one. */
    private static final int MOST_REASONS = 100;

    /** What to name in a retraction. */
    public record Accepted(String id, String type, String key) {}

    /** Collects while a body is read; can be looked at meanwhile. */
    static final class Builder {

        private final int listed;
        private final List<Accepted> events = new ArrayList<>();
        private final List<Violation> errors = new ArrayList<>();
        private final Map<String, Long> skipped = new TreeMap<>();
        private long accepted;
        private long rejected;

        Builder(int listed) {
            this.listed = listed;
        }

        synchronized void accept(EventEnvelope event) {
            accepted++;
            if (events.size() < listed) {
                events.add(new Accepted(event.id(), event.type().cloudEventType(), event.key()));
            }
        }

        synchronized void reject(long line, List<Violation> violations) {
            rejected++;
            for (Violation violation : violations) {
                if (errors.size() < listed) {
                    errors.add(violation.atLine(line));
                }
            }
        }

        synchronized void skip(String reason) {
            skipped.merge(
                    skipped.size() < MOST_REASONS || skipped.containsKey(reason) ? reason : "other reasons",
                    1L,
                    Long::sum);
        }

        synchronized Receipt build() {
            return new Receipt(
                    accepted,
                    rejected,
                    Collections.unmodifiableMap(new TreeMap<>(skipped)),
                    List.copyOf(events),
                    List.copyOf(errors));
        }
    }
}
