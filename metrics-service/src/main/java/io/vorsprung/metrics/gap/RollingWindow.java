package io.vorsprung.metrics.gap;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * A daily series over a trailing window, both ends included.
 *
 * @param mean arithmetic, over the days that have a value
 * @param slopePerYear least-squares slope, per 365.25 days; 0 for a single value
 * @param days that have a value
 */
public record RollingWindow(double mean, double min, double max, double slopePerYear, int days) {

    private static final double YEAR = 365.25;

    /** @param series the value on a day, empty where there is none; empty is returned where there is none at all */
    public static Optional<RollingWindow> over(int from, int to, IntFunction<OptionalDouble> series) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sumT = 0;
        double sumTt = 0;
        double sumTy = 0;
        int n = 0;
        for (int day = from; day <= to; day++) {
            OptionalDouble found = series.apply(day);
            if (found.isPresent()) {
                double y = found.getAsDouble();
                double t = day - from;
                sum += y;
                sumT += t;
                sumTt += t * t;
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
