package io.vorsprung.metrics.gap;

import io.vorsprung.metrics.capability.KeyedChance;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Numbers of models, each from a day on: scores, of which the best counts, or ratings, of which the latest counts.
 *
 * @param days from which each number holds, ascending; days since 1970-01-01
 * @param models whose number it is, as the caller counts them
 * @param values in the measure's unit
 * @param errors standard errors in the same unit; 0 where not known
 * @param seeds of the numbers' natural keys
 * @param lifetime of ratings, in days: a later one of a model takes the place of an earlier one, and one that is older than this
 *     when the newest of all was given is no longer on the same scale; {@link #FOR_EVER} for scores
 */
public record Standings(int[] days, int[] models, double[] values, double[] errors, long[] seeds, int lifetime) {

    /** Of scores. */
    public static final int FOR_EVER = Integer.MAX_VALUE;

    private static final int NOBODY = -1;

    /** The best of a cohort, the model as the caller counts them. */
    public record Best(int model, double value) {}

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
        return new Standings(days, models, moved, errors, seeds, lifetime);
    }

    /**
     * The leader cohort's best minus the follower cohort's.
     *
     * @param side 1 for models of the leader cohort, −1 for those of the follower, 0 for others
     * @return empty where one cohort has no number by then
     */
    public OptionalDouble on(int day, int[] side) {
        double[] standing = standing(day, side.length);
        int leader = best(standing, side, 1);
        int follower = best(standing, side, -1);
        return leader == NOBODY || follower == NOBODY
                ? OptionalDouble.empty()
                : OptionalDouble.of(standing[leader] - standing[follower]);
    }

    /** The best of the cohort whose models have {@code wanted} as their side. */
    public Optional<Best> best(int day, int[] side, int wanted) {
        double[] standing = standing(day, side.length);
        int best = best(standing, side, wanted);
        return best == NOBODY ? Optional.empty() : Optional.of(new Best(best, standing[best]));
    }

    /** The lead on every day of a span; not a number where there is none. */
    public double[] series(int from, int to, int[] side) {
        double[] series = new double[Math.max(0, to - from + 1)];
        double value = Double.NaN;
        for (int day = from; day <= to; day++) {
            if (day == from || Arrays.binarySearch(days, day) >= 0) {
                value = on(day, side).orElse(Double.NaN);
            }
            series[day - from] = value;
        }
        return series;
    }

    private double[] standing(int day, int count) {
        double[] standing = new double[count];
        Arrays.fill(standing, Double.NaN);
        boolean latest = lifetime != FOR_EVER;
        int until = upTo(day);
        for (int i = 0; i < until; i++) {
            if (!latest || days[until - 1] - days[i] <= lifetime) {
                double before = standing[models[i]];
                standing[models[i]] = latest || Double.isNaN(before) ? values[i] : Math.max(before, values[i]);
            }
        }
        return standing;
    }

    /** How many numbers there are up to a day. */
    private int upTo(int day) {
        int count = 0;
        while (count < days.length && days[count] <= day) {
            count++;
        }
        return count;
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
