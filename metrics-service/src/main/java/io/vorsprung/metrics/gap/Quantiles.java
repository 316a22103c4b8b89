package io.vorsprung.metrics.gap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Quantiles of a sample, type 7 of Hyndman and Fan (1996): linear between order statistics. */
public final class Quantiles {

    /** The probabilities that are published. */
    private static final double[] PUBLISHED = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** Empty for an empty sample. */
    public static Optional<Quantiles> of(double[] sample) {
        if (sample.length == 0) {
            return Optional.empty();
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return Optional.of(new Quantiles(sorted));
    }

    /** @param p from 0 to 1 */
    public double at(double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** By probability, as text. */
    public Map<String, Double> published() {
        Map<String, Double> quantiles = new TreeMap<>();
        for (double p : PUBLISHED) {
            quantiles.put(Double.toString(p), at(p));
        }
        return quantiles;
    }
}
