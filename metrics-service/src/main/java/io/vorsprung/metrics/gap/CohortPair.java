package io.vorsprung.metrics.gap;

import io.vorsprung.metrics.frontier.Frontier;
import java.util.stream.IntStream;

/**
 * Every model with a day and a value, and who of them belongs to which cohort. What measures are functions of.
 *
 * @param days on which the models came out, ascending; days since 1970-01-01
 * @param values in the same order; negative infinity for a model that is not there (not drawn)
 * @param seeds of the models' identifiers, in the same order, for what needs chance
 * @param leader indices of the leader cohort, ascending
 * @param follower indices of the follower cohort, ascending
 * @param frontiers of the two cohorts
 */
public record CohortPair(
        int[] days, double[] values, long[] seeds, int[] leader, int[] follower, FrontierPair frontiers) {

    public static CohortPair of(int[] days, double[] values, long[] seeds, int[] leader, int[] follower) {
        FrontierPair frontiers =
                new FrontierPair(Frontier.of(days, values, leader), Frontier.of(days, values, follower));
        return new CohortPair(days, values, seeds, leader, follower, frontiers);
    }

    /** The frontier of all models, whoever made them. */
    Frontier world() {
        return Frontier.of(days, values, IntStream.range(0, days.length).toArray());
    }
}
