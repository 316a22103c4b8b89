package io.vorsprung.metrics.estimate;

import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.ledger.Ledger;
import io.vorsprung.metrics.record.EventStore;
import io.vorsprung.metrics.vintage.EstimatorSettings;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ledger in memory, kept up with the database, and the vintages that were asked for. Safe for several threads. */
@ApplicationScoped
public class Vintages {

    private final EventStore store;
    private final EstimatorSettings settings;
    private final Map<Instant, Vintage> kept;
    private Ledger ledger = new Ledger();
    private long lastSeq;
    private long rows;

    public Vintages(EventStore store, MetricsConfig config) {
        this.store = store;
        this.settings = config.estimator();
        int most = config.vintagesKept();
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Instant, Vintage> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes in what came into the database since. */
    public synchronized void catchUp() {
        long there = store.count();
        read();
        if (rows < there) {
            // another replica's transaction with an earlier number committed later: read all again
            ledger = new Ledger();
            lastSeq = 0;
            rows = 0;
            read();
        }
        kept.clear();
    }

    private void read() {
        lastSeq = store.readAfter(lastSeq, told -> {
            ledger.add(told);
            rows++;
        });
    }

    /** What could have been said at {@code knownAt}, by what is known to have been recorded by then. */
    public synchronized Vintage knownAt(Instant knownAt) {
        return kept.computeIfAbsent(
                ledger.lastRecorded(knownAt), same -> Vintage.of(ledger.inForce(knownAt), settings));
    }

    /** The same from nothing: every recorded event is read again into an empty ledger. */
    public Vintage replayed(Instant knownAt) {
        Ledger empty = new Ledger();
        store.readAfter(0, empty::add);
        return Vintage.of(empty.inForce(knownAt), settings);
    }
}
