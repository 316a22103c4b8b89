package io.vorsprung.metrics.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.ledger.Ledger;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Slice;
import io.vorsprung.metrics.vintage.Vintage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NewsBetweenTest {

    private static final Comparison US_CN = Comparison.BUILT_IN.get(0);
    private static final Ledger LEDGER = BundledHistory.ledger(BundledHistory.events());
    private static final Vintage VINTAGE = vintage(BundledHistory.TODAY);

    private static Vintage vintage(Instant knownAt) {
        return Vintage.of(LEDGER.inForce(knownAt), TestSettings.DEFAULT);
    }

    @Test
    void withdrawnFactIsQuotedWithItsReason() {
        EventEnvelope result = BundledHistory.events().stream()
                .filter(event -> event.event() instanceof BenchmarkResult)
                .findFirst()
                .orElseThrow();
        Ledger after = BundledHistory.ledger(BundledHistory.events());
        Instant later = BundledHistory.TODAY.plusSeconds(1);
        after.add(new EventEnvelope(
                "r-1", "urn:test", later, false, new Retraction(result.id(), "typing error", null, null)));

        GapEstimate.News news = new NewsBetween(
                        VINTAGE,
                        Vintage.of(after.inForce(later), TestSettings.DEFAULT),
                        event -> after.reasonOfRetraction(event, later).orElse(null))
                .of(US_CN);

        assertThat(news).isNotNull();
        assertThat(news.isCorrectionOnly()).isTrue();
        assertThat(news.changes()).singleElement().satisfies(change -> {
            assertThat(change.change()).isEqualTo(GapEstimate.Change.WITHDRAWN);
            assertThat(change.event()).isEqualTo(result.id());
            assertThat(change.reason()).isEqualTo("typing error");
            assertThat(change.key()).isEqualTo(result.key());
        });
        assertThat(new NewsBetween(VINTAGE, VINTAGE, event -> null).of(US_CN)).isNull();
    }

    @Test
    void newModelIsASurpriseForItsSideAlone() {
        Vintage before = vintage(Instant.parse("2025-01-20T12:00:00Z"));
        Vintage after = vintage(Instant.parse("2025-01-21T12:00:00Z")); // DeepSeek-R1

        GapEstimate.News news = new NewsBetween(before, after, event -> null).of(US_CN);

        assertThat(news).isNotNull();
        assertThat(news.changes()).allMatch(change -> change.change().equals(GapEstimate.Change.ADDED));
        assertThat(news.surprises()).isNotEmpty().allSatisfy(surprise -> {
            assertThat(surprise.model()).contains("deepseek-r1");
            // better than its side's trend: in the follower's favour
            assertThat(surprise.z()).isNegative();
        });
    }

    @Test
    void chanceThatALeadersModelIsMatchedFallsFromOneToNothing() {
        LocalDate day = LocalDate.parse("2026-07-31");
        Map<String, Double> chance = Estimator.daily(VINTAGE, US_CN, Slice.ALL, true)
                .estimate(Measure.CATCH_UP, day, BundledHistory.TODAY, Cause.EVENT)
                .matches()
                .stream()
                .collect(Collectors.toMap(GapEstimate.Match::name, GapEstimate.Match::chance));

        assertThat(chance).hasSize(20);
        assertThat(chance.get("GPT-4 (Mar 2023)")).isEqualTo(1);
        assertThat(chance.get("o1-mini")).isEqualTo(1);
        assertThat(chance.get("GPT-5.4 Pro")).isBetween(0.01, 0.99);
        assertThat(chance.get("GPT-5.6 Sol")).isLessThan(0.2);
        assertThat(Estimator.pointwise(VINTAGE, US_CN)
                        .estimate(Measure.CATCH_UP, day, BundledHistory.TODAY, Cause.EVENT)
                        .matches())
                .isEmpty();
    }
}
