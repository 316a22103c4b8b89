package io.vorsprung.alert.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.PolicyEvent;
import java.time.Period;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule waits for; exactly one of these. The first five last for a while, the others happen.
 *
 * @param below the value is below this
 * @param above the value is above this
 * @param moves the value has moved by so much within so long
 * @param silentFor nothing that counts has been told for so long
 * @param leaderChanges the value changes its sign
 * @param newFrontierModel a cohort has a new best model
 * @param matched the follower has matched a leader's frontier model, by so great a chance
 * @param policy a government announced something, or it takes effect
 * @param correctionMoves a correction or retraction moves the value by at least this
 * @param trendChanges new models are better or worse than their side's trend, again and again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Nullable Double below,
        @Nullable Double above,
        @Nullable Moves moves,
        @Nullable Period silentFor,
        @Nullable Boolean leaderChanges,
        @Nullable Side newFrontierModel,
        @Nullable Matched matched,
        @Nullable Policy policy,
        @Nullable Double correctionMoves,
        @Nullable TrendChanges trendChanges) {

    /**
     * @param by in the measure's unit, up or down
     * @param within days of the estimate's time
     */
    public record Moves(double by, Period within) {
        public Moves {
            positive("condition.moves.by", by);
            period("condition.moves.within", within);
        }
    }

    /** Whose new best model. */
    public enum Side {
        @JsonProperty("leader")
        LEADER,
        @JsonProperty("follower")
        FOLLOWER,
        @JsonProperty("either")
        EITHER
    }

    /** @param chance by the draws, from 0.5 to 1 */
    public record Matched(double chance) {
        public Matched {
            if (!(chance >= 0.5 && chance <= 1)) {
                throw new InvalidEvent("condition.matched.chance", "from 0.5 to 1", Double.toString(chance));
            }
        }
    }

    /**
     * @param when announced, or in effect
     * @param jurisdiction whose; any where absent
     * @param stance any where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Policy(When when, @Nullable String jurisdiction, PolicyEvent.@Nullable Stance stance) {

        public enum When {
            @JsonProperty("announced")
            ANNOUNCED,
            @JsonProperty("effective")
            EFFECTIVE
        }

        public Policy {
            if (when == null) {
                throw new InvalidEvent("condition.policy.when", "announced or effective", "nothing");
            }
        }

        public boolean asksFor(PolicyEvent event) {
            return (jurisdiction == null || jurisdiction.equals(event.jurisdiction()))
                    && (stance == null || stance == event.stance());
        }
    }

    /** @param falseAlarmEvery mean number of new models until a false alarm, at least; where nothing changes */
    public record TrendChanges(double falseAlarmEvery) {
        public TrendChanges {
            if (!(falseAlarmEvery >= 10 && falseAlarmEvery <= 1e6)) {
                throw new InvalidEvent(
                        "condition.trendChanges.falseAlarmEvery",
                        "from 10 to 1000000",
                        Double.toString(falseAlarmEvery));
            }
        }
    }

    public Condition {
        leaderChanges = Boolean.TRUE.equals(leaderChanges) ? true : null;
        long given = Stream.of(
                        below,
                        above,
                        moves,
                        silentFor,
                        leaderChanges,
                        newFrontierModel,
                        matched,
                        policy,
                        correctionMoves,
                        trendChanges)
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            throw new InvalidEvent(
                    "condition",
                    "one of below, above, moves, silentFor, leaderChanges, newFrontierModel, matched, policy,"
                            + " correctionMoves and trendChanges",
                    given + " of them");
        }
        finite("condition.below", below);
        finite("condition.above", above);
        if (correctionMoves != null) {
            positive("condition.correctionMoves", correctionMoves);
        }
        if (silentFor != null) {
            period("condition.silentFor", silentFor);
        }
    }

    public static Condition below(double threshold) {
        return new Condition(threshold, null, null, null, null, null, null, null, null, null);
    }

    public static Condition above(double threshold) {
        return new Condition(null, threshold, null, null, null, null, null, null, null, null);
    }

    /** The threshold of {@code below} and {@code above}; absent for the others. */
    @JsonIgnore
    public @Nullable Double threshold() {
        return below != null ? below : above;
    }

    /** Whether it holds for a while and then ceases to; the others happen. */
    @JsonIgnore
    public boolean lasts() {
        return threshold() != null || moves != null || silentFor != null;
    }

    private static void finite(String field, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new InvalidEvent(field, "a finite number", value.toString());
        }
    }

    private static void positive(String field, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new InvalidEvent(field, "a number above 0", Double.toString(value));
        }
    }

    private static void period(String field, @Nullable Period period) {
        if (period == null || period.isZero() || period.isNegative()) {
            throw new InvalidEvent(field, "a period above zero, such as P30D", String.valueOf(period));
        }
    }
}
