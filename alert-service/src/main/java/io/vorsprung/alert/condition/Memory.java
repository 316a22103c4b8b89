package io.vorsprung.alert.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a rule remembers of the estimates that it has seen. Each condition uses what it needs.
 *
 * @param since day of the first estimate: what happened before is no news
 * @param value the last one
 * @param sign of the last value that had one: 1 or −1
 * @param points the last value of each day, oldest first, as far back as is needed
 * @param best each cohort's best model that was seen
 * @param seen what has been told of, or was there from the start
 * @param lastNews day of the last estimate that an event caused
 * @param up e-detector for a change in the leader's favour
 * @param down the same in the follower's favour
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Memory(
        @Nullable LocalDate since,
        @Nullable Double value,
        @Nullable Integer sign,
        List<Point> points,
        Map<String, Best> best,
        Set<String> seen,
        @Nullable LocalDate lastNews,
        double up,
        double down) {

    /** A day's value. */
    public record Point(LocalDate on, double value) {}

    /** A model and its value. */
    public record Best(String model, double value) {}

    public static final Memory NONE = new Memory(null, null, null, List.of(), Map.of(), Set.of(), null, 0, 0);

    public Memory {
        points = points == null ? List.of() : List.copyOf(points);
        best = best == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(best));
        seen = seen == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(seen));
    }

    Memory startedOn(LocalDate day) {
        return since == null ? new Memory(day, value, sign, points, best, seen, lastNews, up, down) : this;
    }

    Memory withValue(double last) {
        return new Memory(since, last, sign, points, best, seen, lastNews, up, down);
    }

    Memory withSign(int last) {
        return new Memory(since, value, last, points, best, seen, lastNews, up, down);
    }

    /** The last value of each day from {@code from} on. */
    Memory withPoint(Point point, LocalDate from) {
        List<Point> kept = new ArrayList<>();
        for (Point old : points) {
            if (!old.on().isBefore(from) && old.on().isBefore(point.on())) {
                kept.add(old);
            }
        }
        kept.add(point);
        return new Memory(since, value, sign, kept, best, seen, lastNews, up, down);
    }

    Memory withBest(String side, Best model) {
        Map<String, Best> now = new TreeMap<>(best);
        now.put(side, model);
        return new Memory(since, value, sign, points, now, seen, lastNews, up, down);
    }

    Memory withSeen(String key) {
        Set<String> now = new TreeSet<>(seen);
        now.add(key);
        return new Memory(since, value, sign, points, best, now, lastNews, up, down);
    }

    Memory withLastNews(LocalDate day) {
        return new Memory(since, value, sign, points, best, seen, day, up, down);
    }

    Memory withDetectors(double newUp, double newDown) {
        return new Memory(since, value, sign, points, best, seen, lastNews, newUp, newDown);
    }
}
