package io.vorsprung.metrics.capability;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refits under Poisson(1) weights (Poisson bootstrap; Chamandy et al. 2012). The weight of an observation in draw k depends
 * on its natural key and k only, so the draws are the same on every machine, in every order, on any number of threads: with u
 * of {@link KeyedChance} it is the least n with u &lt; e^−1 Σ_{i≤n} 1/i!.
 */
public final class PoissonBootstrap {

    private static final double GRADIENT = 1e-7;
    private static final double RESULTS_A_BENCHMARK = 40;
    private static final double[] CUMULATIVE = cumulative();

    private PoissonBootstrap() {}

    /** @param threads that share the work; the result does not depend on it */
    public static Draws of(CapabilityFit fit, FitParameters parameters, int draws, int threads) {
        long[] seeds = KeyedChance.seeds(fit.scores().key());
        double[][] capability = new double[draws][];
        double[][] difficulty = new double[draws][];
        // a benchmark's gradient is a sum over its results
        double bound = GRADIENT
                * Math.max(
                        1,
                        fit.scores().cells()
                                / (RESULTS_A_BENCHMARK
                                        * Math.max(1, fit.scores().benchmarks().size())));
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            ArrowSolver solver = new ArrowSolver(fit.scores(), parameters);
            double[] weights = new double[seeds.length];
            for (int k = next.getAndIncrement(); k < draws; k = next.getAndIncrement()) {
                for (int cell = 0; cell < weights.length; cell++) {
                    weights[cell] = weight(seeds[cell], k);
                }
                solver.weigh(weights);
                solver.startFrom(fit);
                CapabilityFit drawn = solver.solve(CapabilityFit.WARM_DAMPING, bound);
                capability[k] = drawn.capability();
                difficulty[k] = drawn.difficulty();
                markUndrawn(fit.scores(), weights, capability[k]);
            }
        };
        Workers.share(work, Math.min(threads, draws));
        return new Draws(capability, difficulty);
    }

    /** The weight of the observation with this natural key in draw k. */
    public static int weight(String key, int k) {
        return weight(KeyedChance.seed(key), k);
    }

    private static int weight(long seed, int k) {
        double u = KeyedChance.uniform(seed, k);
        int n = 0;
        while (n < CUMULATIVE.length && u >= CUMULATIVE[n]) {
            n++;
        }
        return n;
    }

    private static void markUndrawn(ScoreMatrix scores, double[] weights, double[] capability) {
        int[] rowStart = scores.rowStart();
        for (int row = 0; row < capability.length; row++) {
            double sum = 0;
            for (int cell = rowStart[row]; cell < rowStart[row + 1]; cell++) {
                sum += weights[cell];
            }
            if (sum == 0) {
                capability[row] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    private static double[] cumulative() {
        double[] cumulative = new double[18];
        double term = StrictMath.exp(-1);
        double sum = 0;
        for (int n = 0; n < cumulative.length; n++) {
            sum += term;
            cumulative[n] = sum;
            term /= n + 1;
        }
        return cumulative;
    }
}
