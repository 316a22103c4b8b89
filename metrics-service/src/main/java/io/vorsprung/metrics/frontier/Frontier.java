package io.vorsprung.metrics.frontier;

import java.util.Arrays;

/**
 * The best value that a cohort had on each day: S(t) = max{θ_i : r_i ≤ t}, as its steps. A model is a step where it is better
 * than everything before it. Days are days since 1970-01-01 (UTC), values those of the caller. Look-ups are binary searches.
 */
public final class Frontier {

    /** No step: before the first model, or beyond the best. */
    public static final int NONE = -1;

    private final int[] day;
    private final double[] value;
    private final int[] model;
    private final int steps;

    private Frontier(int[] day, double[] value, int[] model, int steps) {
        this.day = day;
        this.value = value;
        this.model = model;
        this.steps = steps;
    }

    /**
     * @param days when each model came out, ascending
     * @param values of the models, in the same order; negative infinity for one that is not there
     * @param members which of them belong to the cohort, ascending; of two equal ones on a day the first is the step
     */
    public static Frontier of(int[] days, double[] values, int[] members) {
        int[] day = new int[members.length];
        double[] value = new double[members.length];
        int[] model = new int[members.length];
        int steps = 0;
        for (int i : members) {
            if (values[i] == Double.NEGATIVE_INFINITY || (steps > 0 && values[i] <= value[steps - 1])) {
                continue;
            }
            if (steps > 0 && days[i] == day[steps - 1]) {
                steps--;
            }
            day[steps] = days[i];
            value[steps] = values[i];
            model[steps] = i;
            steps++;
        }
        return new Frontier(Arrays.copyOf(day, steps), Arrays.copyOf(value, steps), Arrays.copyOf(model, steps), steps);
    }

    public int steps() {
        return steps;
    }

    /** The step that holds on {@code t}: the last one up to then, or {@link #NONE}. */
    public int at(int t) {
        int found = Arrays.binarySearch(day, t);
        return found >= 0 ? found : -found - 2;
    }

    /** The first step with at least {@code y}: T(y) = min{r_i : θ_i ≥ y}; or {@link #NONE}. */
    public int reaching(double y) {
        int found = Arrays.binarySearch(value, y);
        int step = found >= 0 ? found : -found - 1;
        return step < steps ? step : NONE;
    }

    public int day(int step) {
        return day[step];
    }

    public double value(int step) {
        return value[step];
    }

    /** The caller's index of the model that made the step. */
    public int model(int step) {
        return model[step];
    }
}
