package io.vorsprung.metrics.capability;

/** SplitMix64 (Steele, Lea and Flood 2014) as a function of seed and position: chance that depends on nothing else. */
public final class SplitMix64 {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private SplitMix64() {}

    /** The k-th number of the sequence that starts at {@code seed}, k from 0: mix(seed + (k + 1) · GOLDEN). */
    public static long at(long seed, int k) {
        long z = seed + (k + 1) * GOLDEN;
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
