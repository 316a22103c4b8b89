package io.vorsprung.metrics.ledger;

import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.wire.EventEnvelope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts that count at a moment, by natural key.
 *
 * @param revision number of events (and retracted ones, once more) recorded by then; telling one again adds nothing
 * @param byKey releases and results by kind and natural key
 * @param stateHash SHA-256 of the releases and results (natural key and canonical data), which estimates rest on; hexadecimal
 */
public record FactsInForce(
        List<ModelRelease> releases,
        List<BenchmarkResult> results,
        List<Recorded<PolicyEvent>> policies,
        List<Recorded<Assessment>> assessments,
        long revision,
        String stateHash,
        Map<String, Named> byKey) {

    /** A release or result, and the identifier of its event. */
    public record Named(Fact fact, String event) {}

    public FactsInForce {
        byKey = Collections.unmodifiableMap(byKey);
    }

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
        SortedMap<String, Change> changes = new TreeMap<>();
        byKey.forEach((key, is) -> {
            @Nullable Named was = earlier.byKey.get(key);
            if (was == null || !was.fact().equals(is.fact())) {
                changes.put(key, change(key, was == null ? null : was.fact(), is.fact(), is.event()));
            }
        });
        earlier.byKey.forEach((key, was) -> {
            if (!byKey.containsKey(key)) {
                changes.put(key, change(key, was.fact(), null, was.event()));
            }
        });
        return List.copyOf(changes.values());
    }

    private static Change change(String key, @Nullable Fact was, @Nullable Fact is, String event) {
        return new Change(key.substring(0, key.indexOf(Fact.KEY_SEPARATOR)), was, is, event);
    }

    /** The day of the newest release or result; empty where there is none. */
    public Optional<LocalDate> newest() {
        return Stream.concat(releases.stream(), results.stream())
                .map(Fact::occurredOn)
                .max(Comparator.naturalOrder());
    }

    static final class Builder {

        private final List<ModelRelease> releases = new ArrayList<>();
        private final List<BenchmarkResult> results = new ArrayList<>();
        private final List<Recorded<PolicyEvent>> policies = new ArrayList<>();
        private final List<Recorded<Assessment>> assessments = new ArrayList<>();
        private final Map<String, Named> byKey = new HashMap<>();
        private final Digest state = new Digest();
        private final long revision;

        Builder(long revision) {
            this.revision = revision;
        }

        /** In the order of the natural keys. */
        void add(String naturalKey, EventEnvelope envelope, byte[] digest) {
            if (envelope.event() instanceof ModelRelease release) {
                releases.add(release);
                byKey.put(naturalKey, new Named(release, envelope.id()));
                state.add(naturalKey).add(digest);
            } else if (envelope.event() instanceof BenchmarkResult result) {
                results.add(result);
                byKey.put(naturalKey, new Named(result, envelope.id()));
                state.add(naturalKey).add(digest);
            } else if (envelope.event() instanceof PolicyEvent policy) {
                policies.add(new Recorded<>(policy, envelope));
            } else if (envelope.event() instanceof Assessment assessment) {
                assessments.add(new Recorded<>(assessment, envelope));
            }
        }

        FactsInForce build() {
            return new FactsInForce(
                    List.copyOf(releases),
                    List.copyOf(results),
                    List.copyOf(policies),
                    List.copyOf(assessments),
                    revision,
                    state.hex(),
                    byKey);
        }
    }
}
