package io.vorsprung.metrics.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void withoutTiesTheIntervalIsBetweenTheCentralQuantiles() {
        Quantiles quantiles = Quantiles.of(
                        IntStream.rangeClosed(1, 200).mapToDouble(i -> i).toArray())
                .orElseThrow();

        assertThat(quantiles.interval(0.9)).isEqualTo(new Quantiles.Interval(11, 190));
        assertThat(quantiles.at(0.05)).isEqualTo(10.5);
        assertThat(quantiles.at(0.5)).isEqualTo(100.5);
        assertThat(quantiles.at(0.95)).isEqualTo(190.5);
    }

    @Test
    void withTiesTheIntervalHoldsWhatIsNearestToItsLevelAndQuantilesAreValuesThatOccur() {
        double[] sample = new double[100];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = i < 60 ? 5 : i < 89 ? 7 : 12;
        }
        Quantiles quantiles = Quantiles.of(sample).orElseThrow();

        assertThat(quantiles.interval(0.9)).isEqualTo(new Quantiles.Interval(5, 7));
        assertThat(quantiles.at(0.5)).isEqualTo(5);
        assertThat(quantiles.at(0.95)).isEqualTo(12);
    }

    @Test
    void oneValueIsItsOwnInterval() {
        Quantiles quantiles = Quantiles.of(new double[] {3, 3, 3}).orElseThrow();

        assertThat(quantiles.interval(0.9)).isEqualTo(new Quantiles.Interval(3, 3));
        assertThat(quantiles.at(0.05)).isEqualTo(3);
        assertThat(Quantiles.of(new double[0])).isEmpty();
    }
}
