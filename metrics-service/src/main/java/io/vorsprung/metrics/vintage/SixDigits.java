package io.vorsprung.metrics.vintage;

import java.util.Locale;

/** {@code %.6f}, as it stands in every hash; numbers that are rounded to six digits without a formatter, which is slow. */
final class SixDigits {

    private static final long ONE = 1_000_000;

    /** Up to here a multiple of 1e-6 and the double next to it can not be taken for one another. */
    private static final double MOST = 1e9;

    private SixDigits() {}

    static String text(double value) {
        double scaled = Math.abs(value) * ONE;
        long digits = Math.round(scaled);
        if (!(Math.abs(value) < MOST) || (double) digits / ONE != Math.abs(value)) {
            return String.format(Locale.ROOT, "%.6f", value);
        }
        String fraction = Long.toString(ONE + digits % ONE);
        String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
        return sign + digits / ONE + "." + fraction.substring(1);
    }
}
