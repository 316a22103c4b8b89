package io.vorsprung.metrics.capability;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws from the normal approximation (Laplace) to the posterior of a {@link HierarchicalFit}, made by perturbing observations
 * and priors (Papandreou and Yuille 2010): with H the Gauss-Newton matrix at the optimum, J the derivatives of the curve, w the
 * penalty's weights, and ε, ξ standard normal variates of {@link KeyedChance},
 *
 * <pre>
 * θ_k = θ̂ + κ · H⁻¹ ( Jᵀ (σ_i ε_ik) + √w s ξ_k )
 * </pre>
 *
 * The key of ε is the observation's natural key, that of ξ the letter C, D or A, a U+001F, and the model or benchmark. κ = {@value
 * #WIDENING} stands for what the approximation leaves out (variances of the priors are estimated, the curve is not a line); it
 * was found on simulated histories (docs/method.md). A draw costs O(cells + B²).
 */
public final class PosteriorDraws {

    private static final double WIDENING = 1.1;
    private static final String SEPARATOR = "\u001f";

    private PosteriorDraws() {}

    /** What becomes of draw k: θ_k, C of the models, then D and α of each benchmark in turn, before the shift. */
    private interface Use {
        void accept(int k, double[] theta, long[] observed, long[] prior);
    }

    /** @param threads that share the work; the result does not depend on it */
    public static Draws of(HierarchicalFit fit, int draws, int threads) {
        int models = fit.scores().models().size();
        int benchmarks = fit.scores().benchmarks().size();
        double[][] capability = new double[draws][models];
        double[][] difficulty = new double[draws][benchmarks];
        each(fit, draws, threads, (k, theta, observed, prior) -> {
            double shift = benchmarks == 0 ? 0 : theta[models + 2 * fit.anchor()];
            for (int m = 0; m < models; m++) {
                capability[k][m] = theta[m] - shift;
            }
            for (int b = 0; b < benchmarks; b++) {
                difficulty[k][b] = theta[models + 2 * b] - shift;
            }
        });
        return new Draws(capability, difficulty);
    }

    /**
     * The same for a {@link Projection} on some of the benchmarks: each draw's difficulties and slopes, its perturbed scores of
     * these benchmarks, and the model's prior, perturbed.
     *
     * @return C by draw and model; negative infinity for a model with fewer than {@code least} results
     */
    public static double[][] projected(HierarchicalFit fit, boolean[] chosen, int least, int draws, int threads) {
        double[][] capability = new double[draws][];
        each(
                fit,
                draws,
                threads,
                (k, theta, observed, prior) ->
                        capability[k] = fit.project(chosen, least, k, observed, prior, theta, WIDENING));
        return capability;
    }

    private static void each(HierarchicalFit fit, int draws, int threads, Use use) {
        if (draws == 0) {
            return;
        }
        long[] observed = KeyedChance.seeds(fit.scores().key());
        long[] prior = priorSeeds(fit.scores());
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            ArrowSystem system = fit.normalEquations();
            double[] push = new double[prior.length];
            double[] theta = new double[prior.length];
            for (int k = next.getAndIncrement(); k < draws; k = next.getAndIncrement()) {
                fit.perturb(k, observed, prior, push);
                system.solve(push, theta);
                for (int i = 0; i < theta.length; i++) {
                    theta[i] = fit.theta()[i] + WIDENING * theta[i];
                }
                use.accept(k, theta, observed, prior);
            }
        };
        Workers.share(work, Math.min(threads, draws));
    }

    private static long[] priorSeeds(ScoreMatrix scores) {
        int models = scores.models().size();
        String[] keys = new String[models + 2 * scores.benchmarks().size()];
        for (int m = 0; m < models; m++) {
            keys[m] = "C" + SEPARATOR + scores.models().get(m);
        }
        for (int b = 0; b < scores.benchmarks().size(); b++) {
            keys[models + 2 * b] = "D" + SEPARATOR + scores.benchmarks().get(b);
            keys[models + 2 * b + 1] = "A" + SEPARATOR + scores.benchmarks().get(b);
        }
        return KeyedChance.seeds(keys);
    }
}
