package io.vorsprung.metrics.gap;

import io.vorsprung.metrics.capability.KeyedChance;
import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers of models, each from a day on: scores, of which the best counts, or ratings, of which the latest counts.
 *
 * @param days from which each number holds, ascending; days since 1970-01-01
 * @param models whose number it is, as the caller counts them
 * @param values in the measure's unit
 * @param errors standard errors in the same unit; 0 where not known
 * @param seeds of the numbers' natural keys
 * @param latest whether a later number of a model takes the place of an earlier one; else the best counts
 */
public record Standings(int[] days, int[] models, double[] values, double[] errors, long[] seeds, boolean latest) {

    private static final int NOBODY = -1;

    /** The best of both cohorts, models as the caller counts them. */
    public record Lead(double leaderValue, int leader, double followerValue, int follower) {
        public double value() {
            return leaderValue - followerValue;
        }
    }

    /** Whether draws differ from the numbers. */
    public boolean uncertain() {
        return Arrays.stream(errors).anyMatch(error -> error > 0);
    }

    /** Draw k: each number with a normal error of its own, of {@link KeyedChance}. */
    public Standings drawn(int k) {
        double[] moved = new double[values.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[i] + (errors[i] > 0 ? errors[i] * KeyedChance.normal(seeds[i], k) : 0);
        }
        return new Standings(days, models, moved, errors, seeds, latest);
    }

    /**
     * @param side 1 for models of the leader cohort, −1 for those of the follower, 0 for others
     * @return empty where one cohort has no number by then
     */
    public Optional<Lead> on(int day, int[] side) {
        double[] standing = standing(day, side.length);
        int leader = best(standing, side, 1);
        int follower = best(standing, side, -1);
        return leader == NOBODY || follower == NOBODY
                ? Optional.empty()
                : Optional.of(new Lead(standing[leader], leader, standing[follower], follower));
    }

    /** The lead on every day of a span; not a number where there is none. */
    public double[] series(int from, int to, int[] side) {
        double[] series = new double[Math.max(0, to - from + 1)];
        double value = Double.NaN;
        for (int day = from; day <= to; day++) {
            if (day == from || Arrays.binarySearch(days, day) >= 0) {
                value = on(day, side).map(Lead::value).orElse(Double.NaN);
            }
            series[day - from] = value;
        }
        return series;
    }

    private double[] standing(int day, int count) {
        double[] standing = new double[count];
        Arrays.fill(standing, Double.NaN);
        for (int i = 0; i < days.length && days[i] <= day; i++) {
            double before = standing[models[i]];
            standing[models[i]] = latest || Double.isNaN(before) ? values[i] : Math.max(before, values[i]);
        }
        return standing;
    }

    private static int best(double[] standing, int[] side, int wanted) {
        int best = NOBODY;
        for (int i = 0; i < standing.length; i++) {
            if (side[i] == wanted && !Double.isNaN(standing[i]) && (best == NOBODY || standing[i] > standing[best])) {
                best = i;
            }
        }
        return best;
    }
}
