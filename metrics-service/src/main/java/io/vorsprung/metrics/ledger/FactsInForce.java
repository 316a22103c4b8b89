package io.vorsprung.metrics.ledger;

import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts that count at a moment, by natural key.
 *
 * @param revision number of events (and retracted ones, once more) recorded by then; telling one again adds nothing
 * @param keyed releases and results in the order of kind and natural key
 * @param stateHash SHA-256 of the releases and results (natural key and canonical data), which estimates rest on; hexadecimal
 */
public record FactsInForce(
        List<ModelRelease> releases,
        List<BenchmarkResult> results,
        List<Recorded<PolicyEvent>> policies,
        List<Recorded<Assessment>> assessments,
        long revision,
        String stateHash,
        List<Keyed> keyed) {

    /** A release or result under its kind and natural key, and the identifier of its event. */
    public record Keyed(String key, Fact fact, String event) {}

    /** A fact and how it was told. */
    public record Recorded<F extends Fact>(F fact, EventEnvelope envelope) {}

    /**
     * Facts that estimates rest on, of one moment against an earlier one.
     *
     * @param added under a natural key that had none
     * @param corrected under a natural key that had another
     * @param withdrawn whose natural key has none any more
     */
    public record Changes(int added, int corrected, int withdrawn) {}

    /**
     * A fact that is there, another, or not there any more.
     *
     * @param type such as {@code benchmark-result}
     * @param before absent where it was added
     * @param after absent where it was withdrawn
     * @param event identifier of what was told; where it was withdrawn, of what was taken out
     */
    public record Change(
            String type, @Nullable Fact before, @Nullable Fact after, String event) {

        /** The fact that is there, or was. */
        public Fact fact() {
            return Optional.ofNullable(after)
                    .or(() -> Optional.ofNullable(before))
                    .orElseThrow();
        }
    }

    public Changes changesSince(FactsInForce earlier) {
        int added = 0;
        int corrected = 0;
        int withdrawn = 0;
        for (Change change : listOfChangesSince(earlier)) {
            added += change.before() == null ? 1 : 0;
            withdrawn += change.after() == null ? 1 : 0;
            corrected += change.before() != null && change.after() != null ? 1 : 0;
        }
        return new Changes(added, corrected, withdrawn);
    }

    /** One by one, by natural key. */
    public List<Change> listOfChangesSince(FactsInForce earlier) {
        List<Change> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < keyed.size() || j < earlier.keyed.size()) {
            @Nullable Keyed is = i < keyed.size() ? keyed.get(i) : null;
            @Nullable Keyed was = j < earlier.keyed.size() ? earlier.keyed.get(j) : null;
            int order = is == was ? 0 : is == null ? 1 : was == null ? -1 : is.key.compareTo(was.key);
            if (is != null && order < 0) {
                changes.add(change(is.key, null, is.fact, is.event));
            } else if (was != null && order > 0) {
                changes.add(change(was.key, was.fact, null, was.event));
            } else if (is != null && was != null && is != was && !is.fact.equals(was.fact)) {
                changes.add(change(is.key, was.fact, is.fact, is.event));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return List.copyOf(changes);
    }

    private static Change change(String key, @Nullable Fact was, @Nullable Fact is, String event) {
        return new Change(key.substring(0, key.indexOf(Fact.KEY_SEPARATOR)), was, is, event);
    }

    /** The results of one model. */
    public List<BenchmarkResult> resultsOf(String model) {
        String prefix = EventType.BENCHMARK_RESULT.schema() + Fact.KEY_SEPARATOR + model + Fact.KEY_SEPARATOR;
        List<BenchmarkResult> found = new ArrayList<>();
        for (int i = firstFrom(prefix); i < keyed.size() && keyed.get(i).key.startsWith(prefix); i++) {
            found.add((BenchmarkResult) keyed.get(i).fact);
        }
        return found;
    }

    /** Position of the first whose key is not less. */
    private int firstFrom(String key) {
        int from = 0;
        int to = keyed.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (keyed.get(middle).key.compareTo(key) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The day of the newest release or result; empty where there is none. */
    public Optional<LocalDate> newest() {
        return Stream.concat(releases.stream(), results.stream())
                .map(Fact::occurredOn)
                .max(Comparator.naturalOrder());
    }

    /**
     * Facts one by one. Once they are all there, one more costs a copy of the lists and a digest, no walk through everything that
     * was ever told.
     */
    static final class Builder {

        private final Sorted<ModelRelease> releases = new Sorted<>(0);
        private final Sorted<BenchmarkResult> results;
        private final Sorted<Recorded<PolicyEvent>> policies = new Sorted<>(0);
        private final Sorted<Recorded<Assessment>> assessments = new Sorted<>(0);
        private final Sorted<Keyed> keyed;

        /** What is digested of each of {@link #keyed}. */
        private final Concatenation parts;

        /** @param facts about how many there will be */
        Builder(int facts) {
            this.results = new Sorted<>(facts);
            this.keyed = new Sorted<>(facts);
            this.parts = new Concatenation(facts);
        }

        /** In place of what is there under its key. */
        void put(Keyed fact, EventEnvelope envelope, byte[] part) {
            if (envelope.event() instanceof ModelRelease release) {
                releases.put(fact.key, release);
                putKeyed(fact, part);
            } else if (envelope.event() instanceof BenchmarkResult result) {
                results.put(fact.key, result);
                putKeyed(fact, part);
            } else if (envelope.event() instanceof PolicyEvent policy) {
                policies.put(fact.key, new Recorded<>(policy, envelope));
            } else if (envelope.event() instanceof Assessment assessment) {
                assessments.put(fact.key, new Recorded<>(assessment, envelope));
            }
        }

        private void putKeyed(Keyed fact, byte[] part) {
            int found = keyed.position(fact.key);
            if (found >= 0) {
                parts.remove(found);
            }
            parts.insert(found >= 0 ? found : -found - 1, part);
            keyed.put(fact.key, fact);
        }

        FactsInForce build(long revision) {
            return new FactsInForce(
                    releases.copy(),
                    results.copy(),
                    policies.copy(),
                    assessments.copy(),
                    revision,
                    parts.addTo(new Digest()).hex(),
                    keyed.copy());
        }
    }
}
