package io.vorsprung.metrics.gap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Quantiles of a sample: the value that occurs whose mid-distribution function F(x) = P(X &lt; x) + P(X = x) / 2 is nearest to the
 * probability, the mean of two that are equally near (after Ma, Genton and Parzen 2011). Lags are differences of dates, so
 * their draws have many ties: what is given is a lag that can be.
 */
public final class Quantiles {

    /** The probabilities that are published. */
    private static final double[] PUBLISHED = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};

    private static final double EQUAL = 1e-9;

    private final double[] value;
    private final double[] middle;
    private final int[] upTo; // how many of the sample are at most the value
    private final int size;

    private Quantiles(double[] value, double[] middle, int[] upTo, int size) {
        this.value = value;
        this.middle = middle;
        this.upTo = upTo;
        this.size = size;
    }

    /** Both ends included. */
    public record Interval(double lower, double upper) {}

    /** Empty for an empty sample. */
    public static Optional<Quantiles> of(double[] sample) {
        if (sample.length == 0) {
            return Optional.empty();
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double[] value = new double[sorted.length];
        double[] middle = new double[sorted.length];
        int[] upTo = new int[sorted.length];
        int distinct = 0;
        for (int i = 0; i < sorted.length; ) {
            int next = i;
            while (next < sorted.length && sorted[next] == sorted[i]) {
                next++;
            }
            value[distinct] = sorted[i];
            middle[distinct] = (i + next) / 2.0 / sorted.length;
            upTo[distinct] = next;
            distinct++;
            i = next;
        }
        return Optional.of(
                new Quantiles(Arrays.copyOf(value, distinct), Arrays.copyOf(middle, distinct), upTo, sorted.length));
    }

    /** @param p from 0 to 1 */
    public double at(double p) {
        int found = Arrays.binarySearch(middle, p);
        int above = found >= 0 ? found : -found - 1;
        if (above == 0) {
            return value[0];
        }
        if (above == value.length) {
            return value[value.length - 1];
        }
        double toBelow = p - middle[above - 1];
        double toAbove = middle[above] - p;
        if (Math.abs(toBelow - toAbove) < EQUAL) {
            return (value[above - 1] + value[above]) / 2;
        }
        return toBelow < toAbove ? value[above - 1] : value[above];
    }

    /**
     * Of the intervals between two values that occur the one whose share of the sample is nearest to {@code level}, of equally
     * near ones that with the most equal tails. Without ties these are the central quantiles; with ties central quantiles would
     * hold more than they say.
     */
    public Interval interval(double level) {
        double wanted = level * size;
        int best = 0;
        int bestTo = value.length - 1;
        double bestMiss = Double.POSITIVE_INFINITY;
        int bestSkew = Integer.MAX_VALUE;
        for (int from = 0; from < value.length; from++) {
            int below = from == 0 ? 0 : upTo[from - 1];
            for (int to = from; to < value.length; to++) {
                double miss = Math.abs(upTo[to] - below - wanted);
                int skew = Math.abs(below - (size - upTo[to]));
                if (miss < bestMiss || (miss == bestMiss && skew < bestSkew)) {
                    best = from;
                    bestTo = to;
                    bestMiss = miss;
                    bestSkew = skew;
                }
            }
        }
        return new Interval(value[best], value[bestTo]);
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
