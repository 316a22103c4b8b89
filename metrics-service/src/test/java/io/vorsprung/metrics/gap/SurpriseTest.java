package io.vorsprung.metrics.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SurpriseTest {

    private static final int DAY = 20_000;

    @Test
    void isThePredictionErrorOfALineAsStandardNormal() {
        // y = x + alternating ±1 at x = −10 … −1: the line and its error by hand
        int[] days = new int[10];
        double[] values = new double[10];
        for (int i = 0; i < 10; i++) {
            days[i] = DAY - 10 + i;
            values[i] = -10 + i + (i % 2 == 0 ? 1 : -1);
        }
        // Σxx = 82.5, Σxy = 77.5, slope 0.939394, Σ(residual²) = 9.69697, s² = 1.212121, prediction at 0: −0.333333
        double error = Math.sqrt(1.212121 * (1 + 0.1 + 5.5 * 5.5 / 82.5));
        double t = (3 + 0.333333) / error;
        double z = 65.0 / 67 * Math.sqrt(8 * Math.log1p(t * t / 8));

        assertThat(Surprise.of(days, values, DAY, 3).orElseThrow()).isCloseTo(z, within(1e-4));
        assertThat(Surprise.of(days, values, DAY, -1.0 / 3).orElseThrow()).isCloseTo(0, within(1e-4));
    }

    @Test
    void isStandardNormalWhereNothingChanges() {
        Random chance = new Random(7);
        int n = 20_000;
        double sum = 0;
        double squares = 0;
        int beyond = 0;
        for (int world = 0; world < n; world++) {
            int[] days = chance.ints(12, DAY - 700, DAY).toArray();
            double[] values = Arrays.stream(days)
                    .mapToDouble(day -> 0.03 * day + 4 * chance.nextGaussian())
                    .toArray();
            double z = Surprise.of(days, values, DAY, 0.03 * DAY + 4 * chance.nextGaussian())
                    .orElseThrow();
            sum += z;
            squares += z * z;
            beyond += Math.abs(z) > 1.959964 ? 1 : 0;
        }
        assertThat(sum / n).isCloseTo(0, within(0.03));
        assertThat(squares / n).isCloseTo(1, within(0.03));
        assertThat((double) beyond / n).isCloseTo(0.05, within(0.006));
    }

    @Test
    void isNotThereWhereThereIsNothingToExpectFrom() {
        int[] days = new int[10];
        double[] values = new double[10];
        Arrays.fill(days, DAY - 5);
        assertThat(Surprise.of(days, values, DAY, 1)).isEmpty();
        assertThat(Surprise.of(new int[] {DAY}, new double[] {1}, DAY, 1)).isEmpty();
        Arrays.setAll(days, i -> DAY - 1_000 - i);
        assertThat(Surprise.of(days, values, DAY, 1)).isEmpty();
    }
}
