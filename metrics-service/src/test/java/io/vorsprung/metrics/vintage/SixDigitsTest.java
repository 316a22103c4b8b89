package io.vorsprung.metrics.vintage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the formatter: what is written stands in hashes. */
class SixDigitsTest {

    @Property(tries = 20_000)
    void roundedToSixDigits(@ForAll @DoubleRange(min = -2e9, max = 2e9) double any) {
        double rounded = Math.rint(any * 1e6) / 1e6 + 0.0;

        assertThat(SixDigits.text(rounded)).isEqualTo(String.format(Locale.ROOT, "%.6f", rounded));
    }

    @Property(tries = 20_000)
    void smallOnes(@ForAll @DoubleRange(min = -200, max = 200) double any) {
        double rounded = Math.rint(any * 1e6) / 1e6 + 0.0;

        assertThat(SixDigits.text(rounded)).isEqualTo(String.format(Locale.ROOT, "%.6f", rounded));
    }

    @Property(tries = 5_000)
    void anyOther(@ForAll double any) {
        assertThat(SixDigits.text(any)).isEqualTo(String.format(Locale.ROOT, "%.6f", any));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0, -0.0, 1e-6, -1e-6, 0.5e-6, 0.999999, 1, -1, 999_999_999.999999, 1e9, 1e300, 4.35, 0.1 + 0.2})
    void edges(double value) {
        assertThat(SixDigits.text(value)).isEqualTo(String.format(Locale.ROOT, "%.6f", value));
    }
}
