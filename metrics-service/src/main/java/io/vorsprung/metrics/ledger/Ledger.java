package io.vorsprung.metrics.ledger;

import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    /** From so many keys on the whole is made anew. */
    private static final int MOST_ONE_BY_ONE = 64;

    private record EventRef(String source, String id) {}

    private record Entry(FactsInForce.Keyed fact, EventEnvelope first, byte[] part, NavigableSet<Instant> assertedAt) {}

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

    /** What counts by all that is known, kept up key by key; null where it is to be made anew. */
    private FactsInForce.@Nullable Builder present;

    /** Keys under which something was told since {@link #present} was kept up. */
    private final Set<String> changed = new HashSet<>();

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
            present = null;
        } else {
            Entry entry = facts.computeIfAbsent(new EventRef(envelope.source(), envelope.id()), ref -> entry(envelope));
            added = entry.assertedAt().add(envelope.recordedAt());
            if (present != null) {
                changed.add(entry.fact().key());
            }
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
        boolean allIsKnown = !times.isEmpty() && !times.last().isAfter(knownAt);
        return (allIsKnown ? present(knownAt) : standing(knownAt)).build(revision(knownAt));
    }

    private FactsInForce.Builder present(Instant knownAt) {
        FactsInForce.Builder kept = present;
        if (kept == null || changed.size() > MOST_ONE_BY_ONE) {
            kept = standing(knownAt);
        } else {
            for (String key : changed) {
                @Nullable Entry counting = counting(byNaturalKey.getOrDefault(key, List.of()), knownAt);
                if (counting != null) { // one more assertion takes nothing out
                    put(kept, counting);
                }
            }
        }
        changed.clear();
        present = kept;
        return kept;
    }

    private FactsInForce.Builder standing(Instant knownAt) {
        FactsInForce.Builder builder = new FactsInForce.Builder(byNaturalKey.size());
        standings(knownAt, entry -> put(builder, entry));
        return builder;
    }

    private static void put(FactsInForce.Builder builder, Entry entry) {
        builder.put(entry.fact(), entry.first(), entry.part());
    }

    private long revision(Instant knownAt) {
        if (times.isEmpty() || !times.last().isAfter(knownAt)) {
            return (long) facts.size() + retractions.size();
        }
        long revision = 0;
        for (Entry entry : facts.values()) {
            revision += entry.assertedAt().first().isAfter(knownAt) ? 0 : 1;
        }
        for (NavigableMap<Instant, String> retracted : retractions.values()) {
            revision += retracted.firstKey().isAfter(knownAt) ? 0 : 1;
        }
        return revision;
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
        standings(
                knownAt,
                entry -> counting.add(
                        new EventRef(entry.first().source(), entry.first().id())));
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
        String key = envelope.type().schema() + Fact.KEY_SEPARATOR + fact.naturalKey();
        Entry entry = new Entry(
                new FactsInForce.Keyed(key, fact, envelope.id()),
                envelope,
                Digest.parts(
                        key.getBytes(StandardCharsets.UTF_8),
                        new Digest().add(EventJson.canonical(fact)).bytes()),
                new TreeSet<>());
        byNaturalKey.computeIfAbsent(key, none -> new ArrayList<>(1)).add(entry);
        return entry;
    }

    /** Each that counts, in the order of the keys. */
    private void standings(Instant knownAt, Consumer<Entry> each) {
        byNaturalKey.values().forEach(versions -> {
            @Nullable Entry counting = counting(versions, knownAt);
            if (counting != null) {
                each.accept(counting);
            }
        });
    }

    /** Of the versions of one fact; null where none counts. */
    private @Nullable Entry counting(List<Entry> versions, Instant knownAt) {
        @Nullable Standing last = null;
        for (Entry version : versions) {
            Instant asserted = version.assertedAt().floor(knownAt);
            if (asserted != null && !isRetracted(version.first().id(), asserted, knownAt)) {
                Standing standing = new Standing(version, asserted);
                last = last == null || Standing.LATEST.compare(standing, last) > 0 ? standing : last;
            }
        }
        return last == null ? null : last.entry();
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
