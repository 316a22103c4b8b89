package io.vorsprung.metrics.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.vintage.Vintage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoissonBootstrapTest {

    /** The test vectors of docs/method.md, computed in another language. */
    @ParameterizedTest
    @CsvSource({"a, 122120202032", "deepseek-r1||gpqa-diamond|Epoch AI|2025-01-20, 331100110101"})
    void weightsAreThoseOfTheDocumentedHash(String key, String weights) {
        StringBuilder ours = new StringBuilder();
        for (int k = 0; k < 12; k++) {
            ours.append(PoissonBootstrap.weight(key.replace('|', '\u001f'), k));
        }
        assertThat(ours.toString()).isEqualTo(weights);
    }

    @Test
    void weightsHaveMeanAndVarianceOne() {
        double[] weights = IntStream.range(0, 100_000)
                .mapToDouble(i -> PoissonBootstrap.weight("key" + i / 100, i % 100))
                .toArray();
        double mean = IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, weights.length)
                .mapToDouble(i -> (weights[i] - mean) * (weights[i] - mean))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(1, within(0.02));
        assertThat(variance).isCloseTo(1, within(0.03));
    }

    @Test
    void drawsDoNotDependOnTheNumberOfThreads() {
        CapabilityFit fit =
                Vintage.of(BundledHistory.facts(), TestSettings.DEFAULT).fit();

        Draws one = PoissonBootstrap.of(fit, FitParameters.EPOCH, 12, 1);
        Draws three = PoissonBootstrap.of(fit, FitParameters.EPOCH, 12, 3);

        assertThat(three.capability()).isDeepEqualTo(one.capability());
        assertThat(three.difficulty()).isDeepEqualTo(one.difficulty());
    }
}
