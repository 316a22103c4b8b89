package io.vorsprung.metrics.capability;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refits under Poisson(1) weights (Poisson bootstrap; Chamandy et al. 2012). The weight of an observation in draw k depends
 * on its natural key and k only, so the draws are the same on every machine, in every order, on any number of threads:
 *
 * <pre>
 * h = first eight bytes of SHA-256(UTF-8 natural key), big-endian
 * u = (mix(h + (k + 1) · 0x9E3779B97F4A7C15) >>> 11) · 2^−53          mix: SplitMix64's finaliser (Steele et al. 2014)
 * weight = the least n with u < e^−1 Σ_{i≤n} 1/i!
 * </pre>
 */
public final class PoissonBootstrap {

    private static final double GRADIENT = 1e-7;
    private static final double[] CUMULATIVE = cumulative();

    private PoissonBootstrap() {}

    /**
     * Raw capabilities and difficulties of every draw.
     *
     * @param capability by draw and model; negative infinity where a model has no observation in a draw
     * @param difficulty by draw and benchmark
     */
    public record Draws(double[][] capability, double[][] difficulty) {
        public int count() {
            return capability.length;
        }
    }

    /** @param threads that share the work; the result does not depend on it */
    public static Draws of(CapabilityFit fit, FitParameters parameters, int draws, int threads) {
        long[] seeds = seeds(fit.scores().key());
        double[][] capability = new double[draws][];
        double[][] difficulty = new double[draws][];
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
                CapabilityFit drawn = solver.solve(CapabilityFit.WARM_DAMPING, GRADIENT);
                capability[k] = drawn.capability();
                difficulty[k] = drawn.difficulty();
                markUndrawn(fit.scores(), weights, capability[k]);
            }
        };
        share(work, Math.min(threads, draws));
        return new Draws(capability, difficulty);
    }

    /** The weight of the observation with this natural key in draw k. */
    public static int weight(String key, int k) {
        return weight(seed(sha256(), key), k);
    }

    private static int weight(long seed, int k) {
        double u = (SplitMix64.at(seed, k) >>> 11) * 0x1.0p-53;
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

    private static void share(Runnable work, int threads) {
        if (threads <= 1) {
            work.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(threads - 1);
        Throwable[] failure = new Throwable[1];
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException | Error failed) {
                            synchronized (failure) {
                                failure[0] = failed;
                            }
                        } finally {
                            done.countDown();
                        }
                    },
                    "bootstrap-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        work.run();
        try {
            done.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing", interrupted);
        }
        synchronized (failure) {
            if (failure[0] != null) {
                throw new IllegalStateException("a draw failed", failure[0]);
            }
        }
    }

    private static long[] seeds(String[] keys) {
        MessageDigest sha256 = sha256();
        long[] seeds = new long[keys.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = seed(sha256, keys[i]);
        }
        return seeds;
    }

    private static long seed(MessageDigest sha256, String key) {
        byte[] digest = sha256.digest(key.getBytes(StandardCharsets.UTF_8));
        long seed = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            seed = seed << 8 | digest[i] & 0xff;
        }
        return seed;
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
