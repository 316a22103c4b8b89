package io.vorsprung.metrics.capability;

/**
 * What a fit is told. Part of every estimate's hash.
 *
 * @param version of the method; another one may give other bits
 * @param penalty the numerator of the ridge penalty's factor (Epoch: 0.1)
 * @param anchorBenchmark its slope is 1, its difficulty 0; without it the benchmark with the most results takes its part
 */
public record FitParameters(String version, double penalty, String anchorBenchmark) {

    /** Epoch AI's settings. */
    public static final FitParameters EPOCH = new FitParameters("eci-1", 0.1, "winogrande");
}
