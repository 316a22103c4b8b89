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
 * @param firstThinning number of the first thinning of the leader, for {@link Measure#LAG_CADENCE}
 * @param thinnings to average over
 * @param frontiers of the two cohorts
 * @param world the frontier of all models, whoever made them
 */
public record CohortPair(
        int[] days,
        double[] values,
        long[] seeds,
        int[] leader,
        int[] follower,
        int firstThinning,
        int thinnings,
        FrontierPair frontiers,
        Frontier world) {

    private static final int THINNINGS = 40;

    /** A point estimate averages over 40 thinnings. */
    public static CohortPair of(int[] days, double[] values, long[] seeds, int[] leader, int[] follower) {
        return of(days, values, seeds, leader, follower, 0, THINNINGS);
    }

    /** A bootstrap draw has one thinning, its own: its spread belongs to the interval. */
    public static CohortPair drawn(int draw, int[] days, double[] values, long[] seeds, int[] leader, int[] follower) {
        return of(days, values, seeds, leader, follower, draw, 1);
    }

    private static CohortPair of(
            int[] days, double[] values, long[] seeds, int[] leader, int[] follower, int firstThinning, int thinnings) {
        FrontierPair frontiers =
                new FrontierPair(Frontier.of(days, values, leader), Frontier.of(days, values, follower));
        Frontier world =
                Frontier.of(days, values, IntStream.range(0, days.length).toArray());
        return new CohortPair(days, values, seeds, leader, follower, firstThinning, thinnings, frontiers, world);
    }
}
