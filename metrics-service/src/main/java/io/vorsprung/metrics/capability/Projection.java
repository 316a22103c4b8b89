package io.vorsprung.metrics.capability;

/**
 * What each model's results on some of the benchmarks say of it, by difficulties and slopes that are given: the objective of
 * {@link CapabilityFit} over C alone, one model at a time (Epoch AI's domain indices are made so). With few results the
 * penalty, or a prior, decides much.
 */
public final class Projection {

    private static final double BOUND = 10;
    private static final double LEAST_SLOPE = 0.1;
    private static final double CLOSE_ENOUGH = 1e-10;
    private static final int MOST_STEPS = 60;

    private Projection() {}

    /**
     * @param chosen which benchmarks count
     * @param least results that a model must have on them
     * @return C in the fit's raw units, by model; negative infinity for one with fewer results
     */
    public static double[] of(CapabilityFit fit, FitParameters parameters, boolean[] chosen, int least) {
        ScoreMatrix scores = fit.scores();
        double ridge = Penalty.ridgeWeight(scores, parameters);
        double[] capability = new double[scores.models().size()];
        for (int m = 0; m < capability.length; m++) {
            // the penalty is on C before the shift
            capability[m] = results(scores, m, chosen) < least
                    ? Double.NEGATIVE_INFINITY
                    : best(
                            new Row(scores, m, chosen, scores.value(), fit.difficulty(), fit.slope()),
                            ridge,
                            -fit.shift(),
                            fit.capability()[m]);
        }
        return capability;
    }

    static int results(ScoreMatrix scores, int m, boolean[] chosen) {
        int results = 0;
        for (int cell = scores.rowStart()[m]; cell < scores.rowStart()[m + 1]; cell++) {
            results += chosen[scores.column()[cell]] ? 1 : 0;
        }
        return results;
    }

    /**
     * One model's cells.
     *
     * @param value by cell of the matrix
     * @param difficulty by benchmark
     * @param slope by benchmark
     */
    record Row(ScoreMatrix scores, int model, boolean[] chosen, double[] value, double[] difficulty, double[] slope) {}

    /** Minimises Σ (σ(α (C − D)) − y)² + weight · (C − center)² over C, by Gauss and Newton with halved steps, from start. */
    static double best(Row row, double weight, double center, double start) {
        double c = Math.min(BOUND, Math.max(-BOUND, start));
        double objective = objective(row, weight, center, c);
        for (int step = 0; step < MOST_STEPS; step++) {
            double gradient = weight * (c - center);
            double curvature = weight;
            ScoreMatrix scores = row.scores();
            for (int cell = scores.rowStart()[row.model()]; cell < scores.rowStart()[row.model() + 1]; cell++) {
                int b = scores.column()[cell];
                if (row.chosen()[b]) {
                    double slope = Math.max(LEAST_SLOPE, row.slope()[b]);
                    double p = 1 / (1 + StrictMath.exp(-slope * (c - row.difficulty()[b])));
                    double level = slope * p * (1 - p);
                    gradient += level * (p - row.value()[cell]);
                    curvature += level * level;
                }
            }
            double move = curvature > 0 ? -gradient / curvature : 0;
            double next = objective;
            double to = c;
            while (Math.abs(move) > CLOSE_ENOUGH) {
                to = Math.min(BOUND, Math.max(-BOUND, c + move));
                next = objective(row, weight, center, to);
                if (next < objective) {
                    break;
                }
                move /= 2;
            }
            if (!(next < objective)) {
                return c;
            }
            c = to;
            objective = next;
        }
        return c;
    }

    private static double objective(Row row, double weight, double center, double c) {
        double sum = weight * (c - center) * (c - center);
        ScoreMatrix scores = row.scores();
        for (int cell = scores.rowStart()[row.model()]; cell < scores.rowStart()[row.model() + 1]; cell++) {
            int b = scores.column()[cell];
            if (row.chosen()[b]) {
                double slope = Math.max(LEAST_SLOPE, row.slope()[b]);
                double r = 1 / (1 + StrictMath.exp(-slope * (c - row.difficulty()[b]))) - row.value()[cell];
                sum += r * r;
            }
        }
        return sum;
    }
}
