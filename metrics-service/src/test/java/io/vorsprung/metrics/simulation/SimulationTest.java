package io.vorsprung.metrics.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.metrics.gap.Measure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On histories with a known gap; the full table, with what does not reach its bar, is in docs/method.md. */
class SimulationTest {

    @Test
    void intervalOfTheLagHoldsWhatWasRealisedAndTheLagIsHardlyBiased() {
        List<Simulation.Summary> summaries = Simulation.run(new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 8), 40);

        assertThat(of(summaries, Measure.LAG).coverage()).isGreaterThanOrEqualTo(0.85);
        assertThat(Math.abs(of(summaries, Measure.LAG).bias())).isLessThan(0.25);
        assertThat(of(summaries, Measure.LAG).width()).isBetween(0.1, 3.0);
    }

    @Test
    void thinningTakesOutTheLatenessOfReleasingLessOften() {
        List<Simulation.Summary> summaries = Simulation.run(new SimulatedWorld.Setting(60, 12, 25, 0.25, 0.02, 8), 40);

        assertThat(of(summaries, Measure.LAG).structuralBias()).isGreaterThan(1);
        assertThat(Math.abs(of(summaries, Measure.LAG_CADENCE).structuralBias()))
                .isLessThan(0.7);
    }

    private static Simulation.Summary of(List<Simulation.Summary> summaries, Measure measure) {
        return summaries.stream()
                .filter(summary -> summary.measure() == measure && summary.engine() == SimulatedWorld.Engine.IMPROVED)
                .findFirst()
                .orElseThrow();
    }
}
