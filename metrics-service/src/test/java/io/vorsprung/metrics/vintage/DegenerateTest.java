package io.vorsprung.metrics.vintage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.AiEvent;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the facts: an answer or a reason, never a NaN. */
class DegenerateTest {

    private static final Instant TOLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2025-12-31");

    private final List<AiEvent> facts = new ArrayList<>();

    @Test
    void nothingIsKnown() {
        assertThat(estimates(vintage())).allSatisfy(estimate -> {
            assertThat(estimate.value()).isNull();
            assertThat(estimate.undefined()).contains("US", "China");
            assertThat(estimate.calibrated()).isFalse();
        });
    }

    @Test
    void oneBenchmarkRatesNobody() {
        model("u", "US", 1, 0.9);
        model("c", "CN", 1, 0.5);

        Vintage vintage = vintage();

        assertThat(vintage.models()).hasSize(2).allSatisfy(model -> assertThat(model.index())
                .isEmpty());
        defined(vintage);
    }

    @Test
    void fourResultsAreEnoughAndWithoutAnchorsTheScaleSaysSo() {
        model("u", "US", 4, 0.9);
        model("c", "CN", 4, 0.5);

        GapEstimate estimate = capability(vintage());

        assertThat(estimate.calibrated()).isFalse();
        assertThat(estimate.value()).isPositive();
        defined(vintage());
    }

    @Test
    void followerAhead() {
        model("u", "US", 5, 0.4);
        model("c", "CN", 5, 0.8);

        assertThat(capability(vintage()).value()).isNegative();
        defined(vintage());
    }

    @Test
    void saturatedAndHopelessScores() {
        model("u", "US", 6, 1.0);
        model("c", "CN", 6, 0.0);
        model("u2", "US", 6, 1.0);

        assertThat(capability(vintage()).value()).isPositive();
        defined(vintage());
    }

    @Test
    void ties() {
        model("u", "US", 5, 0.6);
        model("c", "CN", 5, 0.6);

        assertThat(capability(vintage()).value()).isZero();
        defined(vintage());
    }

    @Test
    void emptyCohort() {
        model("u", "US", 5, 0.6);

        assertThat(capability(vintage()).undefined()).isEqualTo("no rated model by then: China");
        defined(vintage());
    }

    @Test
    void everythingRetracted() {
        model("u", "US", 5, 0.6);
        model("c", "CN", 5, 0.5);
        Ledger ledger = new Ledger();
        for (AiEvent fact : facts) {
            EventEnvelope told = EventEnvelope.of(fact, "urn:test", TOLD);
            ledger.add(told);
            ledger.add(EventEnvelope.of(
                    new Retraction(told.id(), "withdrawn", null, null), "urn:test", TOLD.plusSeconds(1)));
        }

        Vintage vintage = Vintage.of(ledger.inForce(TOLD.plusSeconds(2)), TestSettings.DEFAULT);

        assertThat(vintage.models()).isEmpty();
        defined(vintage);
        defined(Vintage.of(ledger.inForce(TOLD), TestSettings.DEFAULT));
    }

    private static void defined(Vintage vintage) {
        assertThat(estimates(vintage)).allSatisfy(estimate -> {
            if (estimate.value() == null) {
                assertThat(estimate.undefined()).isNotBlank();
            } else {
                assertThat(estimate.value()).isFinite();
                assertThat(estimate.quantiles().values())
                        .allSatisfy(quantile -> assertThat(quantile).isFinite());
            }
            if (estimate.window() != null) {
                assertThat(estimate.window().mean()).isFinite();
                assertThat(estimate.window().slopePerYear()).isFinite();
            }
        });
    }

    private static GapEstimate capability(Vintage vintage) {
        return Estimator.withIntervals(vintage, Comparison.BUILT_IN.get(0))
                .estimate(Measure.CAPABILITY, DAY, TOLD, Cause.EVENT);
    }

    private static List<GapEstimate> estimates(Vintage vintage) {
        List<GapEstimate> estimates = new ArrayList<>();
        Estimator estimator = Estimator.withIntervals(vintage, Comparison.BUILT_IN.get(0));
        for (GapMeasure measure : GapMeasure.all()) {
            estimates.add(estimator.estimate(measure, DAY, TOLD, Cause.EVENT));
        }
        return estimates;
    }

    private Vintage vintage() {
        Ledger ledger = new Ledger();
        facts.forEach(fact -> ledger.add(EventEnvelope.of(fact, "urn:test", TOLD)));
        return Vintage.of(ledger.inForce(TOLD), TestSettings.DEFAULT);
    }

    private void model(String id, String country, int benchmarks, double score) {
        LocalDate on = LocalDate.parse("2025-06-01");
        facts.add(new ModelRelease(
                id, id, List.of(new Developer("lab", country)), on, Access.CLOSED, null, null, null, List.of()));
        for (int b = 0; b < benchmarks; b++) {
            facts.add(new BenchmarkResult(
                    id, null, null, "bench-" + b, score, ScoreUnit.NORMALIZED, null, on, "e", false, List.of()));
        }
    }
}
