package io.vorsprung.metrics.gap;

import java.util.Optional;

/**
 * A daily series over a trailing window, both ends included.
 *
 * @param mean arithmetic, over the days that have a value
 * @param slopePerYear least-squares slope, per 365.25 days; 0 for a single value
 * @param days that have a value
 */
public record RollingWindow(double mean, double min, double max, double slopePerYear, int days) {

    private static final double YEAR = 365.25;

    /** @param series one value a day, not a number where there is none; empty is returned where there is none at all */
    public static Optional<RollingWindow> over(double[] series) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sumT = 0;
        double sumTt = 0;
        double sumTy = 0;
        int n = 0;
        for (int t = 0; t < series.length; t++) {
            double y = series[t];
            if (!Double.isNaN(y)) {
                sum += y;
                sumT += t;
                sumTt += (double) t * t;
                sumTy += t * y;
                min = Math.min(min, y);
                max = Math.max(max, y);
                n++;
            }
        }
        if (n == 0) {
            return Optional.empty();
        }
        double spread = sumTt - sumT * sumT / n;
        double slope = spread > 0 ? (sumTy - sumT * sum / n) / spread : 0;
        return Optional.of(new RollingWindow(sum / n, min, max, slope * YEAR, n));
    }
}
