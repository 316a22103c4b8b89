package io.vorsprung.common.estimate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
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
        String estimateHash) {

    /** The domain of everything. */
    public static final String OVERALL = "overall";

    public GapEstimate {
        quantiles = quantiles == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(quantiles));
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

    /** The Kafka key, and the name of the series. */
    @JsonIgnore
    public String series() {
        return comparison + "/" + measure + "/" + domain + (basket == null ? "" : "/" + basket);
    }

    /** The same with its hash. */
    public GapEstimate withHash(String hash) {
        return new GapEstimate(
                comparison,
                measure,
                domain,
                basket,
                asOf,
                knownAt,
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
                cause,
                calibrated,
                provisional,
                revision,
                stateHash,
                hash);
    }
}
