package io.vorsprung.metrics.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.vintage.Vintage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosteriorDrawsTest {

    /** The test vectors of docs/method.md, computed in another language. */
    @ParameterizedTest
    @CsvSource({
        "a, 0.570637146222 0.845893066414 0.706242797555 -0.190865423216",
        "deepseek-r1||gpqa-diamond|Epoch AI|2025-01-20, 1.784252015333 1.832163790085 0.364001655298 0.189306054742",
        "C|deepseek-r1, 0.360566420619 -0.670868864409 1.506944393807 -0.254178772878"
    })
    void variatesAreThoseOfTheDocumentedHash(String key, String variates) {
        String[] expected = variates.split(" ", -1);
        long seed = KeyedChance.seed(key.replace('|', '\u001f'));

        for (int k = 0; k < expected.length; k++) {
            assertThat(KeyedChance.normal(seed, k)).isCloseTo(Double.parseDouble(expected[k]), within(1e-11));
        }
    }

    @Test
    void drawsDoNotDependOnTheNumberOfThreads() {
        HierarchicalFit fit = fit();

        Draws one = PosteriorDraws.of(fit, 12, 1);
        Draws three = PosteriorDraws.of(fit, 12, 3);

        assertThat(three.capability()).isDeepEqualTo(one.capability());
        assertThat(three.difficulty()).isDeepEqualTo(one.difficulty());
    }

    @Test
    void drawsLieAroundTheHierarchicalFitAndScatterLessForAModelWithMoreResults() {
        HierarchicalFit fit = fit();
        Draws draws = PosteriorDraws.of(fit, 400, 2);
        int[] results = fit.scores().resultsByModel();

        double many = 0;
        double few = 0;
        for (int m = 0; m < results.length; m++) {
            int model = m;
            // against the first model, so that the common shift of the scale drops out
            double[] sample = Arrays.stream(draws.capability())
                    .mapToDouble(draw -> draw[model] - draw[0])
                    .toArray();
            double mean = Arrays.stream(sample).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(sample)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow());
            assertThat(mean).isCloseTo(fit.theta()[m] - fit.theta()[0], within(0.25 * deviation + 1e-12));
            many = Math.max(many, results[m] >= 15 ? deviation : 0);
            few = Math.max(few, results[m] == 4 ? deviation : 0);
        }
        assertThat(few).isGreaterThan(many);
        assertThat(IntStream.range(0, 400).mapToDouble(k -> draws.difficulty()[k][fit.anchor()]))
                .allMatch(difficulty -> Math.abs(difficulty) < 1e-12);
    }

    private static HierarchicalFit fit() {
        return Vintage.of(BundledHistory.facts(), TestSettings.DEFAULT).hierarchical();
    }
}
