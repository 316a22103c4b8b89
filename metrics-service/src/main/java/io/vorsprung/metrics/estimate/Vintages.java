package io.vorsprung.metrics.estimate;

import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.ledger.Ledger;
import io.vorsprung.metrics.record.EventStore;
import io.vorsprung.metrics.vintage.EstimatorSettings;
import io.vorsprung.metrics.vintage.Provenance;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ledger in memory, kept up with the database, and the vintages that were asked for. Safe for several threads. */
@ApplicationScoped
public class Vintages {

    private final EventStore store;
    private final EstimatorSettings settings;

    private record Asked(Instant lastRecorded, Optional<Provenance> provenance) {}

    private final Map<Asked, Vintage> kept;
    private final Ledger ledger = new Ledger();
    private long lastSeq;

    /** The newest of all results that was asked for: the next one differs little. */
    private @Nullable Vintage last;

    public Vintages(EventStore store, MetricsConfig config) {
        this.store = store;
        this.settings = config.estimator();
        int most = config.vintagesKept();
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, Vintage> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes in what came into the database since. What was said of moments before what has come is still so. */
    public synchronized void catchUp() {
        Instant[] earliest = {Instant.MAX};
        lastSeq = store.readAfter(lastSeq, told -> {
            ledger.add(told);
            if (told.recordedAt().isBefore(earliest[0])) {
                earliest[0] = told.recordedAt();
            }
        });
        kept.keySet().removeIf(asked -> !asked.lastRecorded().isBefore(earliest[0]));
    }

    /** What could have been said at {@code knownAt}, by what is known to have been recorded by then. */
    public synchronized Vintage knownAt(Instant knownAt) {
        Vintage vintage = knownAt(knownAt, Optional.empty());
        if (last == null || vintage.facts().revision() >= last.facts().revision()) {
            last = vintage;
        }
        return vintage;
    }

    /** The same by results of one provenance. */
    public synchronized Vintage knownAt(Instant knownAt, Optional<Provenance> provenance) {
        return kept.computeIfAbsent(
                new Asked(ledger.lastRecorded(knownAt), provenance),
                same -> provenance.isEmpty() && last != null
                        ? Vintage.after(last, ledger.inForce(knownAt))
                        : Vintage.of(
                                ledger.inForce(knownAt),
                                provenance.map(settings::only).orElse(settings)));
    }

    /** The same by other settings; not kept. */
    public synchronized Vintage knownAt(Instant knownAt, EstimatorSettings others) {
        return Vintage.of(ledger.inForce(knownAt), others);
    }

    /** The facts that were told by then and are asked for, by source and identifier. */
    public synchronized List<Ledger.Told> told(Instant knownAt, Predicate<EventEnvelope> asked) {
        return ledger.told(knownAt, asked);
    }

    /** What {@code vintage} tells that was not known at a moment. */
    public NewsBetween newsSince(Instant moment, Vintage vintage) {
        return newsBetween(knownAt(moment), vintage);
    }

    /** What one vintage tells that an earlier one did not. */
    public NewsBetween newsBetween(Vintage before, Vintage after) {
        return new NewsBetween(before, after, this::reasonOfRetraction);
    }

    private synchronized @Nullable String reasonOfRetraction(String event) {
        return ledger.reasonOfRetraction(event, Instant.MAX).orElse(null);
    }

    /** The latest recorded time up to a moment: two moments with the same one know the same. */
    public synchronized Instant lastRecorded(Instant knownAt) {
        return ledger.lastRecorded(knownAt);
    }

    /** The settings of every vintage that is not asked for with others. */
    public EstimatorSettings settings() {
        return settings;
    }

    /** The same from nothing: every recorded event is read again into an empty ledger. */
    public Vintage replayed(Instant knownAt) {
        Ledger empty = new Ledger();
        store.readAfter(0, empty::add);
        return Vintage.of(empty.inForce(knownAt), settings);
    }
}
