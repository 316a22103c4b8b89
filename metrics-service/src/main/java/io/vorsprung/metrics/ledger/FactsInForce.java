package io.vorsprung.metrics.ledger;

import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.common.wire.EventEnvelope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The facts that count at a moment, by natural key.
 *
 * @param revision number of events (and retracted ones, once more) recorded by then; telling one again adds nothing
 * @param stateHash SHA-256 of the releases and results (natural key and canonical data), which estimates rest on; hexadecimal
 */
public record FactsInForce(
        List<ModelRelease> releases,
        List<BenchmarkResult> results,
        List<Recorded<PolicyEvent>> policies,
        List<Recorded<Assessment>> assessments,
        long revision,
        String stateHash) {

    /** A fact and how it was told. */
    public record Recorded<F extends Fact>(F fact, EventEnvelope envelope) {}

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
        private final Digest state = new Digest();
        private final long revision;

        Builder(long revision) {
            this.revision = revision;
        }

        /** In the order of the natural keys. */
        void add(String naturalKey, EventEnvelope envelope, byte[] digest) {
            if (envelope.event() instanceof ModelRelease release) {
                releases.add(release);
                state.add(naturalKey).add(digest);
            } else if (envelope.event() instanceof BenchmarkResult result) {
                results.add(result);
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
                    state.hex());
        }
    }
}
