package io.vorsprung.metrics.capability;

import java.util.Arrays;

/**
 * Damped Newton steps (Levenberg and Marquardt) for {@link CapabilityFit}: each step solves an {@link ArrowSystem}.
 *
 * <p>Far from the optimum the Hessian is that of Gauss and Newton, near it the full one, which converges quadratically.
 * Variables at a bound that the gradient pushes outward are held. Steps, sums and stopping rule are in one fixed order and
 * use {@link StrictMath}: the same input gives the same bits on every machine. Not for use by several threads at a time.
 */
final class ArrowSolver {

    private static final double BOUND = 10;
    private static final double LEAST_SLOPE = 0.1;
    private static final int MOST_STEPS = 200;
    private static final double NEWTON_BELOW = 0.02;
    static final double FIRST_DAMPING = 0.1;
    private static final double RELAX = 0.2;
    private static final double STIFFEN = 8;
    private static final double LEAST_DAMPING = 1e-12;
    private static final double MOST_DAMPING = 1e12;

    private final ScoreMatrix scores;
    private final int models;
    private final int benchmarks;
    private final int anchor;
    private final Penalty penalty;
    private final int[] rowStart;
    private final int[] column;
    private final double[] value;
    private final double[] weight;

    // theta: C of the models, then D and α of each benchmark in turn
    private final double[] theta;
    private final double[] trial;
    private final double[] step;
    private final double[] gradient;
    private final boolean[] held;

    private final double[] downhill;
    private final ArrowSystem system;
    private final double[] residual;
    private final double[] probability;

    ArrowSolver(ScoreMatrix scores, FitParameters parameters) {
        this(scores, parameters, Penalty.ridge(scores, parameters));
    }

    ArrowSolver(ScoreMatrix scores, FitParameters parameters, Penalty penalty) {
        this.scores = scores;
        this.models = scores.models().size();
        this.benchmarks = scores.benchmarks().size();
        this.rowStart = scores.rowStart();
        this.column = scores.column();
        this.value = scores.value();
        this.anchor = scores.anchor(parameters.anchorBenchmark());
        this.penalty = penalty;
        int size = models + 2 * benchmarks;
        this.weight = new double[value.length];
        Arrays.fill(weight, 1);
        this.theta = new double[size];
        this.trial = new double[size];
        this.step = new double[size];
        this.gradient = new double[size];
        this.held = new boolean[size];
        this.downhill = new double[size];
        this.system = new ArrowSystem(scores);
        this.residual = new double[value.length];
        this.probability = new double[value.length];
    }

    /** Weights of the cells, in canonical order; 1 each unless told. */
    void weigh(double[] weights) {
        System.arraycopy(weights, 0, weight, 0, weight.length);
    }

    /** D = minus the mean logit of the benchmark, C = the mean of logit + D over the model's benchmarks, α = 1. */
    void startInClosedForm() {
        double[] sum = new double[benchmarks];
        int[] count = new int[benchmarks];
        for (int cell = 0; cell < value.length; cell++) {
            sum[column[cell]] += logit(value[cell]);
            count[column[cell]]++;
        }
        for (int b = 0; b < benchmarks; b++) {
            theta[difficulty(b)] = -sum[b] / Math.max(1, count[b]);
            theta[slope(b)] = 1;
        }
        for (int m = 0; m < models; m++) {
            double total = 0;
            for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
                total += logit(value[cell]) + theta[difficulty(column[cell])];
            }
            theta[m] = total / Math.max(1, rowStart[m + 1] - rowStart[m]);
        }
        project(theta);
    }

    /** Starts where {@code fit} ended; it must be of the same models and benchmarks. */
    void startFrom(CapabilityFit fit) {
        if (!fit.models().equals(scores.models()) || !fit.scores().benchmarks().equals(scores.benchmarks())) {
            throw new IllegalArgumentException("a warm start needs the same models and benchmarks");
        }
        for (int m = 0; m < models; m++) {
            theta[m] = fit.capability()[m] + fit.shift();
        }
        for (int b = 0; b < benchmarks; b++) {
            theta[difficulty(b)] = fit.difficulty()[b] + fit.shift();
            theta[slope(b)] = fit.slope()[b];
        }
        project(theta);
    }

    /** Starts where {@code other} stands, a solver of the same scores. */
    void startFrom(ArrowSolver other) {
        System.arraycopy(other.theta, 0, theta, 0, theta.length);
    }

    /** Residuals and probabilities of where it stands. */
    void settle() {
        evaluate(theta);
    }

    /** To a gradient of at most {@code gradientBound}, or as far as machine precision goes. */
    CapabilityFit solve(double firstDamping, double gradientBound) {
        double damping = firstDamping;
        double objective = evaluate(theta);
        boolean newton = false;
        boolean converged = value.length == 0;
        int steps = 0;
        while (!converged && steps < MOST_STEPS) {
            steps++;
            linearise(newton);
            if (largestFreeGradient() <= gradientBound) {
                converged = true;
                break;
            }
            boolean accepted = false;
            while (!accepted && damping <= MOST_DAMPING) {
                if (system.factor(damping, held)) {
                    solveStep();
                    for (int i = 0; i < theta.length; i++) {
                        trial[i] = theta[i] + step[i];
                    }
                    project(trial);
                    double next = evaluate(trial);
                    if (next < objective || (next == objective && newton)) {
                        double decrease = (objective - next) / objective;
                        converged = next == objective;
                        System.arraycopy(trial, 0, theta, 0, theta.length);
                        objective = next;
                        newton = decrease < NEWTON_BELOW;
                        damping = Math.max(LEAST_DAMPING, damping * RELAX);
                        accepted = true;
                        continue;
                    }
                }
                damping = Math.max(damping * STIFFEN, 1e-6);
            }
            if (!accepted) {
                // no damped step goes down: the optimum to machine precision
                converged = true;
                evaluate(theta);
            }
        }
        return result(objective, steps, converged);
    }

    private CapabilityFit result(double objective, int steps, boolean converged) {
        double shift = benchmarks == 0 ? 0 : theta[difficulty(anchor)];
        double[] capability = new double[models];
        double[] difficulty = new double[benchmarks];
        double[] slope = new double[benchmarks];
        for (int m = 0; m < models; m++) {
            capability[m] = theta[m] - shift;
        }
        for (int b = 0; b < benchmarks; b++) {
            difficulty[b] = theta[difficulty(b)] - shift;
            slope[b] = theta[slope(b)];
        }
        return new CapabilityFit(scores, capability, difficulty, slope, shift, objective, steps, converged);
    }

    /** The objective at {@code at}; keeps residuals and probabilities for {@link #linearise}. */
    private double evaluate(double[] at) {
        double sum = 0;
        for (int m = 0; m < models; m++) {
            double capability = at[m];
            for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
                int b = column[cell];
                double p = 1 / (1 + StrictMath.exp(-at[slope(b)] * (capability - at[difficulty(b)])));
                double r = p - value[cell];
                probability[cell] = p;
                residual[cell] = r;
                sum += weight[cell] * r * r;
            }
        }
        return sum + penalty.at(at);
    }

    /** Half the gradient and half the Hessian (full, or Gauss and Newton's) at {@link #theta}. */
    private void linearise(boolean full) {
        system.begin(penalty.weight());
        for (int i = 0; i < theta.length; i++) {
            gradient[i] = penalty.weight()[i] * (theta[i] - penalty.center()[i]);
        }
        for (int m = 0; m < models; m++) {
            for (int cell = rowStart[m]; cell < rowStart[m + 1]; cell++) {
                lineariseCell(m, cell, full);
            }
        }
        for (int i = 0; i < theta.length; i++) {
            held[i] = isHeld(i);
        }
    }

    private void lineariseCell(int m, int cell, boolean full) {
        int b = column[cell];
        double slope = theta[slope(b)];
        double distance = theta[m] - theta[difficulty(b)];
        double p = probability[cell];
        double r = residual[cell];
        double w = weight[cell];
        double q = p * (1 - p);
        double curvature = w * (full ? q * q + r * q * (1 - 2 * p) : q * q);
        double mixed = full ? w * r * q : 0;
        double first = w * r * q;

        system.add(
                m,
                cell,
                curvature * slope * slope,
                curvature * slope * distance + mixed,
                curvature * distance * distance);
        gradient[m] += first * slope;
        gradient[difficulty(b)] -= first * slope;
        gradient[slope(b)] += first * distance;
    }

    private boolean isHeld(int i) {
        if (benchmarks > 0 && i == slope(anchor)) {
            return true;
        }
        boolean isSlope = i >= models && (i - models) % 2 == 1;
        double lowest = isSlope ? LEAST_SLOPE : -BOUND;
        return (theta[i] <= lowest && gradient[i] > 0) || (theta[i] >= BOUND && gradient[i] < 0);
    }

    private double largestFreeGradient() {
        double largest = 0;
        for (int i = 0; i < gradient.length; i++) {
            if (!held[i]) {
                largest = Math.max(largest, Math.abs(gradient[i]));
            }
        }
        return largest;
    }

    private void solveStep() {
        for (int i = 0; i < downhill.length; i++) {
            downhill[i] = -gradient[i];
        }
        system.solve(downhill, step);
    }

    /** The unknowns where they are now: C of the models, then D and α of each benchmark in turn; not a copy. */
    double[] theta() {
        return theta;
    }

    /** Score by the curve minus score, by cell, where the solver stands; not a copy. */
    double[] residual() {
        return residual;
    }

    /** σ(α (C − D)) by cell, where the solver stands; not a copy. */
    double[] probability() {
        return probability;
    }

    /** The system of Gauss and Newton where the solver stands, factored without damping; what is at a bound is held. */
    ArrowSystem normalEquations() {
        linearise(false);
        if (!system.factor(0, held)) {
            throw new IllegalStateException("the normal equations are not positive definite");
        }
        return system;
    }

    private void project(double[] at) {
        for (int i = 0; i < models; i++) {
            at[i] = Math.min(BOUND, Math.max(-BOUND, at[i]));
        }
        for (int b = 0; b < benchmarks; b++) {
            at[difficulty(b)] = Math.min(BOUND, Math.max(-BOUND, at[difficulty(b)]));
            at[slope(b)] = b == anchor ? 1 : Math.min(BOUND, Math.max(LEAST_SLOPE, at[slope(b)]));
        }
    }

    private int difficulty(int benchmark) {
        return models + 2 * benchmark;
    }

    private int slope(int benchmark) {
        return models + 2 * benchmark + 1;
    }

    private static double logit(double p) {
        return StrictMath.log(p / (1 - p));
    }
}
