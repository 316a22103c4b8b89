package io.vorsprung.common.estimate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One measure of one comparison on one day.
 *
 * @param domain of the benchmarks, {@value #OVERALL} for all
 * @param basket of benchmarks or results; absent for all
 * @param asOf event time: what had happened by the end of this day (UTC)
 * @param knownAt recorded time: what had been told by then
 * @param value in {@code unit}; absent where it is not defined, and then {@code undefined} says why
 * @param lower lower end of the interval at {@code level}; absent where no interval was computed
 * @param quantiles of the estimate's distribution, by probability
 * @param window the same measure over the trailing window
 * @param leader the leader cohort's best model and its index
 * @param since the model from which a lag is counted
 * @param withoutOneBenchmark how far the value moves when any one benchmark is left out
 * @param rating the same gap said in two other ways; of {@code arena} only
 * @param calibrated whether the index is on its published scale
 * @param provisional whether a canonical estimate is still to come
 * @param revision number of events recorded by {@code knownAt}
 * @param stateHash of the facts it rests on
 * @param estimateHash of parameters, facts and rounded results
 * @param matches of {@code catch-up} only: the leader's frontier models, and the chance that the follower has matched each
 * @param news what was told since the estimate that was published before this one; not part of the hash
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GapEstimate(
        String comparison,
        String measure,
        String domain,
        @Nullable String basket,
        LocalDate asOf,
        Instant knownAt,
        String unit,
        @Nullable Double value,
        @Nullable String undefined,
        @Nullable Double lower,
        @Nullable Double upper,
        @Nullable Double level,
        Map<String, Double> quantiles,
        @Nullable Window window,
        @Nullable Standing leader,
        @Nullable Standing follower,
        @Nullable Since since,
        @Nullable Range withoutOneBenchmark,
        @Nullable Rating rating,
        Cause cause,
        boolean calibrated,
        boolean provisional,
        long revision,
        String stateHash,
        String estimateHash,
        List<Match> matches,
        @Nullable News news) {

    /** The domain of everything. */
    public static final String OVERALL = "overall";

    public GapEstimate {
        quantiles = quantiles == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(quantiles));
        matches = matches == null ? List.of() : List.copyOf(matches);
    }

    /** Mean, extremes and slope over {@code length} (ISO 8601) up to the day, one value a day; in the measure's unit. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Window(
            String length,
            double mean,
            @Nullable Double lower,
            @Nullable Double upper,
            double min,
            double max,
            double slopePerYear,
            @Nullable Range slopeInterval) {}

    /**
     * A difference of ratings.
     *
     * @param percentOfFollower of the follower's rating; as published, though a rating has no zero
     * @param chanceOfWinning of the leader in one vote: 1 / (1 + 10^(−points / 400))
     */
    public record Rating(double percentOfFollower, double chanceOfWinning) {}

    /** A model and its index. */
    public record Standing(String model, String name, double value) {}

    /** Least and greatest value, in the measure's unit. */
    public record Range(double min, double max) {}

    /** A model and the day it came out. */
    public record Since(String model, String name, LocalDate on) {}

    /**
     * A model that advanced the leader's frontier.
     *
     * @param chance that the follower has matched it by the day: the share of draws in which it has
     */
    public record Match(String model, String name, double chance) {}

    /**
     * What was told since the estimate before.
     *
     * @param changes of the facts; the first of {@code total}
     * @param surprises of models that are rated for the first time
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record News(List<Change> changes, int total, List<Surprise> surprises) {

        public News {
            changes = changes == null ? List.of() : List.copyOf(changes);
            surprises = surprises == null ? List.of() : List.copyOf(surprises);
        }

        /** Whether facts were corrected or withdrawn, and none was added. */
        @JsonIgnore
        public boolean isCorrectionOnly() {
            return !changes.isEmpty()
                    && total == changes.size()
                    && changes.stream().noneMatch(change -> Change.ADDED.equals(change.change()));
        }
    }

    /**
     * A fact that was added, corrected or withdrawn.
     *
     * @param type such as {@code benchmark-result}
     * @param key Kafka key: the model
     * @param on event time of the fact
     * @param event its identifier; of a correction that of the new one
     * @param reason why it was withdrawn, as the retraction says
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Change(
            String change,
            String type,
            String key,
            LocalDate on,
            @Nullable String event,
            @Nullable String reason) {

        public static final String ADDED = "added";
        public static final String CORRECTED = "corrected";
        public static final String WITHDRAWN = "withdrawn";
    }

    /**
     * How far a model that is rated for the first time is from what its side's trend let expect, before it was measured.
     *
     * @param z standardised: of the standard normal distribution where nothing changed; positive in the leader's favour
     */
    public record Surprise(String model, double z) {}

    /** The Kafka key, and the name of the series. */
    @JsonIgnore
    public String series() {
        return comparison + "/" + measure + "/" + domain + (basket == null ? "" : "/" + basket);
    }

    /** The same with its hash. */
    public GapEstimate withHash(String hash) {
        return with(knownAt, cause, hash, news);
    }

    /** The same as it is known at another moment that knows the same facts. */
    public GapEstimate at(Instant moment, Cause why) {
        return with(moment, why, estimateHash, news);
    }

    /** The same with what was told since the one before. */
    public GapEstimate withNews(@Nullable News told) {
        return with(knownAt, cause, estimateHash, told);
    }

    private GapEstimate with(Instant moment, Cause why, String hash, @Nullable News told) {
        return new GapEstimate(
                comparison,
                measure,
                domain,
                basket,
                asOf,
                moment,
                unit,
                value,
                undefined,
                lower,
                upper,
                level,
                quantiles,
                window,
                leader,
                follower,
                since,
                withoutOneBenchmark,
                rating,
                why,
                calibrated,
                provisional,
                revision,
                stateHash,
                hash,
                matches,
                told);
    }

    /**
     * The chance that the value is below {@code x}, by the quantiles, linear between them; empty where there are none. Beyond
     * the outermost quantiles it is 0 or 1: nothing finer than they are can be told.
     */
    public OptionalDouble chanceBelow(double x) {
        double[] p = quantiles.keySet().stream()
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        if (p.length == 0) {
            return OptionalDouble.empty();
        }
        double[] q = Arrays.stream(p)
                .map(one -> quantiles.getOrDefault(Double.toString(one), Double.NaN))
                .toArray();
        if (x <= q[0]) {
            return OptionalDouble.of(0);
        }
        for (int i = 1; i < p.length; i++) {
            if (x <= q[i]) {
                return OptionalDouble.of(p[i - 1] + (p[i] - p[i - 1]) * (x - q[i - 1]) / (q[i] - q[i - 1]));
            }
        }
        return OptionalDouble.of(1);
    }
}
