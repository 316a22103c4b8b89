package io.vorsprung.metrics.capability;

/**
 * The two-parameter logistic model again, with priors that are estimated instead of one ridge (empirical Bayes; Lindley and
 * Smith 1972, Morris 1983): what draws start from. A ridge towards 0 bends the scale, and knows nothing of what a release of
 * its day is likely to reach; on simulated histories that makes intervals of the gap both biased and twice as wide
 * (docs/method.md).
 *
 * <pre>
 * score(m,b) = σ( α_b · (C_m − D_b) ) + ε,   Var ε = σ²(m,b)
 * C_m ~ N( x_m β, τ_C² )   D_b ~ N( μ_D, τ_D² )   α_b ~ N( μ_α, τ_α² )   α_anchor = 1
 * </pre>
 *
 * with x_m what is known of a release before it is measured. β, μ, τ² and the mean variance s² are found by {@value #ROUNDS}
 * rounds of expectation and maximisation (Dempster et al. 1977), the E step in the normal approximation; s² = Σ r² / (n − tr of
 * the leverages). Scores near 0 and 1 scatter less: σ² = f_b · (c_0 + c_1 p (1 − p)), c ≥ 0 by least squares over r² / (1 − h),
 * f_b a benchmark's own factor, shrunk to 1 as if {@value #SHRINKAGE} more observations had it.
 */
public final class HierarchicalFit {

    private static final int ROUNDS = 8;
    private static final int SHRINKAGE = 10;
    private static final double GRADIENT = 1e-7;
    private static final double LEAST_VARIANCE = 1e-3;
    private static final double LEAST_NOISE = 1e-8;
    private static final double MOST_LEVERAGE = 0.95;

    private final ScoreMatrix scores;
    private final FitParameters parameters;
    private final double[] theta;
    private final Penalty penalty;
    private final double[] probability;
    private final double noise;
    private final double[] deviation;

    private HierarchicalFit(
            ScoreMatrix scores, FitParameters parameters, ArrowSolver solver, Penalty penalty, Residuals residuals) {
        this.scores = scores;
        this.parameters = parameters;
        this.theta = solver.theta().clone();
        this.penalty = penalty;
        this.probability = solver.probability().clone();
        this.noise = residuals.variance();
        this.deviation = residuals.deviations();
    }

    /**
     * @param fit the canonical fit, where this one starts
     * @param known x of each model of the fit, all of one length; a constant among them
     */
    public static HierarchicalFit of(CapabilityFit fit, FitParameters parameters, double[][] known) {
        ScoreMatrix scores = fit.scores();
        ArrowSolver solver = new ArrowSolver(scores, parameters);
        solver.startFrom(fit);
        solver.settle();
        Penalty penalty = Penalty.ridge(scores, parameters);
        Residuals residuals = Residuals.of(scores, solver);
        for (int round = 0; round < ROUNDS && scores.cells() > 0; round++) {
            penalty = priors(scores, parameters, solver, residuals, known);
            ArrowSolver next = new ArrowSolver(scores, parameters, penalty);
            next.startFrom(solver);
            next.solve(CapabilityFit.WARM_DAMPING, GRADIENT);
            solver = next;
            residuals = Residuals.of(scores, solver);
        }
        return new HierarchicalFit(scores, parameters, solver, penalty, residuals);
    }

    /** The M step: priors by what the models and benchmarks are found to be, and how surely. */
    private static Penalty priors(
            ScoreMatrix scores, FitParameters parameters, ArrowSolver solver, Residuals residuals, double[][] known) {
        int models = scores.models().size();
        int benchmarks = scores.benchmarks().size();
        int anchor = scores.anchor(parameters.anchorBenchmark());
        double[] theta = solver.theta();
        double[] spread = residuals.inverse().diagonal();
        double noise = residuals.variance();
        double[] weight = new double[theta.length];
        double[] center = new double[theta.length];

        double[] expected = Regression.fitted(known, theta);
        double variance = 0;
        for (int m = 0; m < models; m++) {
            variance += (theta[m] - expected[m]) * (theta[m] - expected[m]) + noise * spread[m];
        }
        variance = Math.max(LEAST_VARIANCE, variance / models);
        for (int m = 0; m < models; m++) {
            weight[m] = noise / variance;
            center[m] = expected[m];
        }
        for (int part = 0; part < 2; part++) {
            int skipped = part == 1 ? anchor : -1;
            double mean = 0;
            int count = 0;
            for (int b = 0; b < benchmarks; b++) {
                mean += b == skipped ? 0 : theta[models + 2 * b + part];
                count += b == skipped ? 0 : 1;
            }
            mean /= Math.max(1, count);
            double squares = 0;
            for (int b = 0; b < benchmarks; b++) {
                int i = models + 2 * b + part;
                squares += b == skipped ? 0 : (theta[i] - mean) * (theta[i] - mean) + noise * spread[i];
            }
            double prior = Math.max(LEAST_VARIANCE, squares / Math.max(1, count));
            for (int b = 0; b < benchmarks; b++) {
                weight[models + 2 * b + part] = b == skipped ? 0 : noise / prior;
                center[models + 2 * b + part] = mean;
            }
        }
        return new Penalty(weight, center);
    }

    /** Of the normal equations and what is left of the scores, where a solver stands. */
    private record Residuals(double variance, double[] deviations, ArrowSystem.Inverse inverse) {

        static Residuals of(ScoreMatrix scores, ArrowSolver solver) {
            ArrowSystem.Inverse inverse = solver.normalEquations().inverse();
            int cells = scores.cells();
            double[] square = new double[cells];
            double squares = 0;
            double freedom = cells;
            for (int m = 0; m < scores.models().size(); m++) {
                for (int cell = scores.rowStart()[m]; cell < scores.rowStart()[m + 1]; cell++) {
                    double leverage = leverage(scores, solver, inverse, m, cell);
                    double r = solver.residual()[cell];
                    square[cell] = r * r / (1 - Math.min(MOST_LEVERAGE, leverage));
                    squares += r * r;
                    freedom -= leverage;
                }
            }
            double variance = Math.max(LEAST_NOISE, squares / Math.max(1, Math.max(freedom, 0.05 * cells)));
            return new Residuals(variance, deviations(scores, solver.probability(), square), inverse);
        }

        /** jᵀ H⁻¹ j of a cell. */
        private static double leverage(
                ScoreMatrix scores, ArrowSolver solver, ArrowSystem.Inverse inverse, int m, int cell) {
            int models = scores.models().size();
            int b = scores.column()[cell];
            double p = solver.probability()[cell];
            double q = p * (1 - p);
            double level = q * solver.theta()[models + 2 * b + 1];
            double slope = q * (solver.theta()[m] - solver.theta()[models + 2 * b]);
            double[][] dense = inverse.benchmarks();
            return level * level * inverse.diagonal()[m]
                    - 2 * level * level * inverse.cross()[2 * cell]
                    + 2 * level * slope * inverse.cross()[2 * cell + 1]
                    + level * level * inverse.diagonal()[models + 2 * b]
                    - 2 * level * slope * dense[2 * b][2 * b + 1]
                    + slope * slope * inverse.diagonal()[models + 2 * b + 1];
        }

        /** σ of every cell. */
        private static double[] deviations(ScoreMatrix scores, double[] probability, double[] square) {
            double[] curve = Regression.variance(probability, square);
            int[] column = scores.column();
            double[] own = new double[scores.benchmarks().size()];
            double[] count = new double[own.length];
            double[] expected = new double[square.length];
            for (int cell = 0; cell < square.length; cell++) {
                double p = probability[cell];
                expected[cell] = Math.max(LEAST_NOISE, curve[0] + curve[1] * p * (1 - p));
                own[column[cell]] += square[cell] / expected[cell];
                count[column[cell]]++;
            }
            double[] deviation = new double[square.length];
            for (int cell = 0; cell < square.length; cell++) {
                int b = column[cell];
                double factor = (own[b] + SHRINKAGE) / (count[b] + SHRINKAGE);
                deviation[cell] = StrictMath.sqrt(expected[cell] * factor);
            }
            return deviation;
        }
    }

    ScoreMatrix scores() {
        return scores;
    }

    /** C of the models, then D and α of each benchmark in turn, at the optimum; before the shift. Not a copy. */
    double[] theta() {
        return theta;
    }

    int anchor() {
        return scores.anchor(parameters.anchorBenchmark());
    }

    /** A system of its own for every caller, factored. */
    ArrowSystem normalEquations() {
        ArrowSolver solver = new ArrowSolver(scores, parameters, penalty);
        System.arraycopy(theta, 0, solver.theta(), 0, theta.length);
        solver.settle();
        return solver.normalEquations();
    }

    /** Jᵀ (σ ε_k) + √w s ξ_k, into {@code push}. */
    void perturb(int k, long[] observed, long[] prior, double[] push) {
        double scale = StrictMath.sqrt(noise);
        for (int i = 0; i < push.length; i++) {
            double weight = penalty.weight()[i];
            push[i] = weight == 0 ? 0 : StrictMath.sqrt(weight) * scale * KeyedChance.normal(prior[i], k);
        }
        int models = scores.models().size();
        for (int m = 0; m < models; m++) {
            for (int cell = scores.rowStart()[m]; cell < scores.rowStart()[m + 1]; cell++) {
                int i = models + 2 * scores.column()[cell];
                double p = probability[cell];
                double pull = p * (1 - p) * deviation[cell] * KeyedChance.normal(observed[cell], k);
                push[m] += pull * theta[i + 1];
                push[i] -= pull * theta[i + 1];
                push[i + 1] += pull * (theta[m] - theta[i]);
            }
        }
    }

    /** The models by some of the benchmarks, at a draw's unknowns and by its perturbed scores and priors; shifted as the draw. */
    double[] project(
            boolean[] chosen, int least, int k, long[] observed, long[] prior, double[] drawn, double widening) {
        int models = scores.models().size();
        double[] value = new double[scores.cells()];
        for (int cell = 0; cell < value.length; cell++) {
            value[cell] = chosen[scores.column()[cell]]
                    ? scores.value()[cell] + widening * deviation[cell] * KeyedChance.normal(observed[cell], k)
                    : 0;
        }
        double[] difficulty = new double[scores.benchmarks().size()];
        double[] slope = new double[difficulty.length];
        for (int b = 0; b < slope.length; b++) {
            difficulty[b] = drawn[models + 2 * b];
            slope[b] = drawn[models + 2 * b + 1];
        }
        double scale = StrictMath.sqrt(noise);
        double shift = slope.length == 0 ? 0 : drawn[models + 2 * anchor()];
        double[] capability = new double[models];
        for (int m = 0; m < models; m++) {
            if (Projection.results(scores, m, chosen) < least) {
                capability[m] = Double.NEGATIVE_INFINITY;
                continue;
            }
            double weight = penalty.weight()[m];
            double center = penalty.center()[m];
            if (weight > 0) {
                center += widening * scale / StrictMath.sqrt(weight) * KeyedChance.normal(prior[m], k);
            }
            capability[m] = Projection.best(
                            new Projection.Row(scores, m, chosen, value, difficulty, slope), weight, center, drawn[m])
                    - shift;
        }
        return capability;
    }
}
