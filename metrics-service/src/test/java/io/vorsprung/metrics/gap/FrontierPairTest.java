package io.vorsprung.metrics.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vorsprung.common.estimate.Measures;
import io.vorsprung.metrics.frontier.Frontier;
import org.junit.jupiter.api.Test;

class FrontierPairTest {

    // models: day, value: leaders 0 to 2, followers 3 to 5
    private static final int[] DAYS = {0, 10, 10, 20, 30, 40};
    private static final double[] VALUES = {1, 2, 3, 1.5, 0.5, 4};

    private final Frontier leader = Frontier.of(DAYS, VALUES, new int[] {0, 1, 2});
    private final Frontier follower = Frontier.of(DAYS, VALUES, new int[] {3, 4, 5});
    private final FrontierPair pair = new FrontierPair(leader, follower);

    @Test
    void frontierIsMadeOfWhatWasBetterThanEverythingBefore() {
        assertThat(leader.steps()).isEqualTo(2);
        assertThat(leader.model(1)).as("of two on a day the better").isEqualTo(2);
        assertThat(follower.steps()).as("a weaker model is no step").isEqualTo(2);
        assertThat(leader.at(-1)).isEqualTo(Frontier.NONE);
        assertThat(leader.at(9)).isZero();
        assertThat(leader.at(10)).isEqualTo(1);
        assertThat(leader.reaching(1)).isZero();
        assertThat(leader.reaching(1.5)).isEqualTo(1);
        assertThat(leader.reaching(3.5)).isEqualTo(Frontier.NONE);
    }

    @Test
    void lagIsCountedFromWhenTheLeaderFirstHadWhatTheFollowerHasNow() {
        FrontierPair.Gap gap = pair.lag(35).orElseThrow();

        assertThat(gap.value()).isEqualTo(25);
        assertThat(leader.model(gap.sinceStep())).isEqualTo(2);
        assertThat(pair.capability(35).orElseThrow().value()).isEqualTo(1.5);
    }

    @Test
    void whereTheFollowerLeadsTheLagIsNegative() {
        FrontierPair.Gap gap = pair.lag(47).orElseThrow();

        assertThat(gap.value()).isEqualTo(-7);
        assertThat(pair.leads(gap)).isFalse();
        assertThat(pair.capability(47).orElseThrow().value()).isEqualTo(-1);
    }

    @Test
    void withoutAModelOnBothSidesThereIsNoGap() {
        assertThat(pair.lag(15)).isEmpty();
        assertThat(new FrontierPair(leader, Frontier.of(DAYS, VALUES, new int[0])).capability(100))
                .isEmpty();
    }

    @Test
    void aTieIsCountedFromTheLeader() {
        Frontier same = Frontier.of(new int[] {5, 8}, new double[] {2, 2}, new int[] {1});
        FrontierPair tied = new FrontierPair(Frontier.of(new int[] {5, 8}, new double[] {2, 2}, new int[] {0}), same);

        assertThat(tied.lag(8).orElseThrow().value()).isEqualTo(3);
        assertThat(tied.capability(8).orElseThrow().value()).isZero();
    }

    @Test
    void seriesThatIsCarriedOnBetweenReleasesIsThatOfEachDay() {
        CohortPair cohorts =
                CohortPair.of(DAYS, VALUES, new long[] {1, 2, 3, 4, 5, 6}, new int[] {0, 1, 2}, new int[] {3, 4, 5});
        for (Measure measure : Measure.values()) {
            double[] series = measure.series(cohorts, 15, 60);
            for (int day = 15; day <= 60; day++) {
                double value = measure.on(cohorts, day)
                        .map(gap -> measure.inUnit(gap.value()))
                        .orElse(Double.NaN);
                assertThat(series[day - 15]).as("%s on day %d", measure, day).isEqualTo(value, within(1e-12));
            }
        }
    }

    @Test
    void measuresAreThoseOfTheContract() {
        assertThat(GapMeasure.all().stream().map(GapMeasure::id)).containsExactlyElementsOf(Measures.NAMES);
    }

    @Test
    void windowIncludesBothEndsAndSkipsDaysWithoutAValue() {
        RollingWindow window =
                RollingWindow.over(new double[] {2, Double.NaN, 6, 8}).orElseThrow();

        assertThat(window.days()).isEqualTo(3);
        assertThat(window.mean()).isEqualTo(16.0 / 3);
        assertThat(window.min()).isEqualTo(2);
        assertThat(window.max()).isEqualTo(8);
        assertThat(window.slopePerYear()).isEqualTo(2 * 365.25);
        assertThat(RollingWindow.over(new double[] {Double.NaN})).isEmpty();
    }
}
