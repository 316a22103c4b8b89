package io.vorsprung.metrics.gap;

import java.util.OptionalDouble;

/**
 * How far a new model is from what its side's trend let expect before it was measured: the residual from a least-squares line
 * through the side's models of the two years before, over its prediction error. That is Student's t with n − 2 degrees of
 * freedom where nothing changed (Draper and Smith 1998, 1.4); it is made standard normal after Wallace (1959):
 *
 * <pre>
 * t = (y − a − b x) / ( s √(1 + 1/n + (x − x̄)² / Σ (x_i − x̄)²) )
 * z = sign(t) · (8ν + 1)/(8ν + 3) · √( ν ln(1 + t²/ν) ),   ν = n − 2
 * </pre>
 */
public final class Surprise {

    private static final int LEAST = 10;
    private static final int DAYS = 730;

    private Surprise() {}

    /**
     * @param days of the side's models, any order; only those of the two years up to {@code day} count
     * @param values of the same models, index points
     * @param day of the new model
     * @param value of the new model
     * @return z; empty where there are fewer than {@value #LEAST} models, or they are all of one day or exactly on the line
     */
    public static OptionalDouble of(int[] days, double[] values, int day, double value) {
        int n = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < days.length; i++) {
            if (counts(days[i], day) && Double.isFinite(values[i])) {
                n++;
                sumX += days[i] - day;
                sumY += values[i];
            }
        }
        if (n < LEAST) {
            return OptionalDouble.empty();
        }
        double meanX = sumX / n;
        double meanY = sumY / n;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < days.length; i++) {
            if (counts(days[i], day) && Double.isFinite(values[i])) {
                double x = days[i] - day - meanX;
                double y = values[i] - meanY;
                xx += x * x;
                xy += x * y;
                yy += y * y;
            }
        }
        double slope = xx > 0 ? xy / xx : 0;
        int freedom = n - 2;
        double variance = (yy - slope * xy) / freedom;
        if (!(xx > 0) || !(variance > 1e-12)) {
            return OptionalDouble.empty();
        }
        double expected = meanY - slope * meanX;
        double error = StrictMath.sqrt(variance * (1 + 1.0 / n + meanX * meanX / xx));
        double t = (value - expected) / error;
        double z = (8.0 * freedom + 1)
                / (8.0 * freedom + 3)
                * StrictMath.sqrt(freedom * StrictMath.log1p(t * t / freedom));
        return OptionalDouble.of(t < 0 ? -z : z);
    }

    private static boolean counts(int modelsDay, int day) {
        return modelsDay <= day && modelsDay > day - DAYS;
    }
}
