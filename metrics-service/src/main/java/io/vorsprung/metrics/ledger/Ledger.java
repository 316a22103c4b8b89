package io.vorsprung.metrics.ledger;

import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Every assertion of every event. Which facts are in force at a moment depends on the set of assertions only, never on the
 * order in which they came:
 *
 * <ul>
 *   <li>an event counts from its first assertion, until a retraction of it, and again from a later assertion;
 *   <li>of the events with one natural key the one asserted last counts (a correction); of two asserted at once the one with
 *       the greater identifier.
 * </ul>
 *
 * Safe for use by several threads.
 */
public final class Ledger {

    private record EventRef(String source, String id) {}

    private record Entry(String key, EventEnvelope first, byte[] digest, NavigableSet<Instant> assertedAt) {}

    /** An event that is in force, and since which assertion. */
    private record Standing(Entry entry, Instant asserted) {
        private static final Comparator<Standing> LATEST = Comparator.comparing(Standing::asserted)
                .thenComparing(standing -> standing.entry.first().id())
                .thenComparing(standing -> standing.entry.first().source());
    }

    private final Map<EventRef, Entry> facts = new HashMap<>();

    /** The same by kind and natural key: versions of one fact. */
    private final SortedMap<String, List<Entry>> byNaturalKey = new TreeMap<>();
    /** By event: when it was taken out, and why. */
    private final Map<String, NavigableMap<Instant, String>> retractions = new HashMap<>();

    private final NavigableSet<Instant> times = new TreeSet<>();
    private long assertions;

    /** Adds an assertion; false where it was there already. */
    public synchronized boolean add(EventEnvelope envelope) {
        boolean added;
        if (envelope.event() instanceof Retraction retraction) {
            // of two at the same moment the reason that sorts first: the order in which they come does not matter
            NavigableMap<Instant, String> told = retractions.computeIfAbsent(retraction.event(), id -> new TreeMap<>());
            String before = told.get(envelope.recordedAt());
            added = before == null;
            if (before == null || retraction.reason().compareTo(before) < 0) {
                told.put(envelope.recordedAt(), retraction.reason());
            }
        } else {
            added = facts.computeIfAbsent(new EventRef(envelope.source(), envelope.id()), ref -> entry(envelope))
                    .assertedAt()
                    .add(envelope.recordedAt());
        }
        if (added) {
            assertions++;
            times.add(envelope.recordedAt());
        }
        return added;
    }

    /** Number of assertions, retractions included. */
    public synchronized long size() {
        return assertions;
    }

    /**
     * The latest recorded time up to {@code knownAt}: two moments with the same one know the same. {@link Instant#MIN} where
     * nothing was known.
     */
    public synchronized Instant lastRecorded(Instant knownAt) {
        Instant last = times.floor(knownAt);
        return last == null ? Instant.MIN : last;
    }

    /** What counts at {@code knownAt}. */
    public synchronized FactsInForce inForce(Instant knownAt) {
        long revision = 0;
        for (Entry entry : facts.values()) {
            revision += entry.assertedAt().first().isAfter(knownAt) ? 0 : 1;
        }
        for (NavigableMap<Instant, String> retracted : retractions.values()) {
            revision += retracted.firstKey().isAfter(knownAt) ? 0 : 1;
        }
        FactsInForce.Builder builder = new FactsInForce.Builder(revision);
        standings(knownAt)
                .forEach((key, standing) -> builder.add(
                        key, standing.entry().first(), standing.entry().digest()));
        return builder.build();
    }

    /**
     * A fact that was told, and whether it counts.
     *
     * @param inForce false where it was taken out, or another one corrected it
     */
    public record Told(EventEnvelope envelope, boolean inForce) {}

    /** The facts told by {@code knownAt} that are asked for, by source and identifier. */
    public synchronized List<Told> told(Instant knownAt, Predicate<EventEnvelope> asked) {
        Set<EventRef> counting = new HashSet<>();
        standings(knownAt).values().forEach(standing -> {
            EventEnvelope first = standing.entry().first();
            counting.add(new EventRef(first.source(), first.id()));
        });
        List<Told> found = new ArrayList<>();
        facts.forEach((ref, entry) -> {
            if (entry.assertedAt().floor(knownAt) != null && asked.test(entry.first())) {
                found.add(new Told(entry.first(), counting.contains(ref)));
            }
        });
        found.sort(Comparator.comparing((Told one) -> one.envelope().source())
                .thenComparing(one -> one.envelope().id()));
        return found;
    }

    /** Why an event was last taken out by then; empty where it was not. */
    public synchronized Optional<String> reasonOfRetraction(String event, Instant knownAt) {
        return Optional.ofNullable(retractions.get(event))
                .map(told -> told.floorEntry(knownAt))
                .map(Map.Entry::getValue);
    }

    private Entry entry(EventEnvelope envelope) {
        Fact fact = (Fact) envelope.event();
        Entry entry = new Entry(
                envelope.type().schema() + Fact.KEY_SEPARATOR + fact.naturalKey(),
                envelope,
                new Digest().add(EventJson.canonical(fact)).bytes(),
                new TreeSet<>());
        byNaturalKey.computeIfAbsent(entry.key(), key -> new ArrayList<>(1)).add(entry);
        return entry;
    }

    /** In the order of the keys. */
    private Map<String, Standing> standings(Instant knownAt) {
        Map<String, Standing> standing = new LinkedHashMap<>();
        byNaturalKey.forEach((key, versions) -> {
            for (Entry version : versions) {
                Instant asserted = version.assertedAt().floor(knownAt);
                if (asserted != null && !isRetracted(version.first().id(), asserted, knownAt)) {
                    standing.merge(
                            key,
                            new Standing(version, asserted),
                            (one, other) -> Standing.LATEST.compare(one, other) >= 0 ? one : other);
                }
            }
        });
        return standing;
    }

    private boolean isRetracted(String id, Instant asserted, Instant knownAt) {
        NavigableMap<Instant, String> retracted = retractions.get(id);
        if (retracted == null) {
            return false;
        }
        Instant last = retracted.floorKey(knownAt);
        return last != null && !last.isBefore(asserted);
    }
}
