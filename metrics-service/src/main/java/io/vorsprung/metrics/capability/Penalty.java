package io.vorsprung.metrics.capability;

import java.util.Arrays;

/**
 * Σ w_i (θ_i − μ_i)², over C of the models, then D and α of each benchmark in turn: a ridge, or minus twice the logarithm of
 * normal priors.
 *
 * @param weight w; 0 for the slope of the anchor
 * @param center μ
 */
record Penalty(double[] weight, double[] center) {

    /** Epoch's: λ / P for every unknown, towards 0. */
    static Penalty ridge(ScoreMatrix scores, FitParameters parameters) {
        int models = scores.models().size();
        int benchmarks = scores.benchmarks().size();
        double[] weight = new double[models + 2 * benchmarks];
        Arrays.fill(weight, ridgeWeight(scores, parameters));
        if (benchmarks > 0) {
            weight[models + 2 * scores.anchor(parameters.anchorBenchmark()) + 1] = 0;
        }
        return new Penalty(weight, new double[weight.length]);
    }

    /** λ / P. */
    static double ridgeWeight(ScoreMatrix scores, FitParameters parameters) {
        return parameters.penalty()
                / Math.max(1, scores.models().size() + 2 * scores.benchmarks().size() - 1);
    }

    double at(double[] theta) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            double distance = theta[i] - center[i];
            sum += weight[i] * distance * distance;
        }
        return sum;
    }
}
