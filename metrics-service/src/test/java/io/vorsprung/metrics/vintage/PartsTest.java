package io.vorsprung.metrics.vintage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.capability.SelfReportBias;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.StandingMeasure;
import io.vorsprung.metrics.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains, baskets, provenance, and what is not made of the index. */
class PartsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-07-31");
    private static final Vintage VINTAGE = Vintage.of(BundledHistory.facts(), TestSettings.DEFAULT);
    private static final Comparison HEADLINE = Comparison.BUILT_IN.get(0);

    @ParameterizedTest
    @ValueSource(strings = {"mathematics", "coding", "reasoning", "knowledge", "agentic"})
    void everyDomainHasEveryMeasureWithItsInterval(String domain) {
        Estimator estimator = Estimator.withIntervals(VINTAGE, HEADLINE, new Slice(domain, Optional.empty()));

        for (Measure measure : Measure.values()) {
            GapEstimate estimate = estimate(estimator, measure);
            assertThat(estimate.domain()).isEqualTo(domain);
            assertThat(estimate.value()).as(measure.id()).isNotNull();
            assertThat(estimate.lower()).as(measure.id()).isLessThanOrEqualTo(estimate.upper());
            assertThat(estimate.window().lower())
                    .isLessThanOrEqualTo(estimate.window().upper());
            assertThat(estimate.withoutOneBenchmark().min())
                    .isLessThanOrEqualTo(estimate.withoutOneBenchmark().max());
        }
    }

    @Test
    void allBenchmarksProjectedAreTheIndexItself() {
        // difficulties and slopes at the optimum: the best C of each model is the one it has
        Vintage vintage = Vintage.of(BundledHistory.facts(), everythingIsOneDomain());
        Estimator whole = Estimator.pointwise(vintage, HEADLINE);
        Estimator projected = Estimator.pointwise(vintage, HEADLINE, new Slice("everything", Optional.empty()));

        for (Measure measure : Measure.values()) {
            assertThat(projected.value(measure, DAY).orElseThrow())
                    .as(measure.id())
                    .isCloseTo(whole.value(measure, DAY).orElseThrow(), within(1e-4));
        }
    }

    @Test
    void publicAndPrivateBenchmarksAreBaskets() {
        GapEstimate open = estimate(
                Estimator.withIntervals(
                        VINTAGE, HEADLINE, new Slice("overall", Optional.of(Benchmark.Visibility.PUBLIC))),
                Measure.CAPABILITY);
        GapEstimate hidden = estimate(
                Estimator.withIntervals(
                        VINTAGE, HEADLINE, new Slice("overall", Optional.of(Benchmark.Visibility.PRIVATE))),
                Measure.CAPABILITY);

        assertThat(open.basket()).isEqualTo("public");
        assertThat(hidden.basket()).isEqualTo("private");
        assertThat(hidden.series()).isEqualTo("us-cn/capability/overall/private");
        assertThat(hidden.value()).isNotEqualTo(open.value());
        assertThat(hidden.estimateHash()).isNotEqualTo(open.estimateHash());
    }

    @Test
    void selfReportedScoresCanBeTakenOut() {
        Vintage independent = Vintage.of(BundledHistory.facts(), TestSettings.DEFAULT.only(Provenance.INDEPENDENT));

        assertThat(independent.fit().scores().cells())
                .isLessThan(VINTAGE.fit().scores().cells());
        assertThat(estimate(Estimator.withIntervals(independent, HEADLINE), Measure.LAG))
                .satisfies(estimate -> {
                    assertThat(estimate.basket()).isEqualTo("independent");
                    assertThat(estimate.value()).isPositive();
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.8, 0.5, 1})
    void biasThatIsPutIntoSelfReportedScoresIsFound(double injected) {
        SelfReportBias before = VINTAGE.selfReportBias().orElseThrow();
        SelfReportBias after = Vintage.of(
                        BundledHistory.ledger(raised(injected)).inForce(BundledHistory.TODAY), TestSettings.DEFAULT)
                .selfReportBias()
                .orElseThrow();

        assertThat(before.models()).isEqualTo(39);
        assertThat(after.logits() - before.logits()).isCloseTo(injected, within(0.3 * Math.abs(injected)));
        assertThat(Math.abs(after.shrunkLogits())).isLessThan(Math.abs(after.logits()));
    }

    @Test
    void computeIsTheRatioOfTheLargestTrainings() {
        Vintage vintage = vintage(
                release("big", "US", "2024-01-01", 5e25),
                release("bigger", "US", "2025-01-01", 5e26),
                release("small", "CN", "2024-06-01", 5e24));

        assertThat(estimate(vintage, StandingMeasure.COMPUTE, "2024-12-31").value())
                .isCloseTo(1, within(1e-6));
        GapEstimate now = estimate(vintage, StandingMeasure.COMPUTE, "2025-06-01");
        assertThat(now.value()).isCloseTo(2, within(1e-6));
        assertThat(now.unit()).isEqualTo("log10 ratio");
        assertThat(now.leader().model()).isEqualTo("bigger");
        assertThat(now.window().max()).isCloseTo(2, within(1e-6));
        assertThat(estimate(vintage, StandingMeasure.COMPUTE, "2024-03-01").undefined())
                .contains("China");
    }

    @Test
    void latestRatingCountsAndItsStandardErrorMakesTheInterval() {
        Vintage vintage = vintage(
                release("a", "US", "2024-01-01", 1e25),
                release("b", "CN", "2024-01-01", 1e25),
                rating("a", "2024-02-01", 1400),
                rating("b", "2024-02-01", 1350),
                rating("a", "2024-03-01", 1380));

        GapEstimate estimate = estimate(vintage, StandingMeasure.ARENA, "2024-06-01");
        assertThat(estimate.value()).isEqualTo(30);
        // two errors of 4 points: 1.645 · √32 = 9.3
        assertThat(estimate.upper() - estimate.lower()).isCloseTo(18.6, within(3.0));
        assertThat(estimate.withoutOneBenchmark()).isNull();
    }

    @Test
    void ratingOfALeaderboardLongPastDoesNotCount() {
        Vintage vintage = vintage(
                release("a", "US", "2024-01-01", 1e25),
                release("b", "CN", "2024-01-01", 1e25),
                rating("a", "2024-02-01", 1400),
                rating("b", "2024-02-01", 1350),
                rating("a", "2025-02-01", 1500));

        assertThat(estimate(vintage, StandingMeasure.ARENA, "2025-01-31").value())
                .isEqualTo(50);
        assertThat(estimate(vintage, StandingMeasure.ARENA, "2025-02-01").undefined())
                .contains("China");
    }

    @Test
    void scoresAreRescaledByTheCatalogue() {
        // guessing is 25 % on GPQA Diamond
        Vintage vintage = vintage(
                release("a", "US", "2024-01-01", 1e25),
                release("b", "CN", "2024-01-01", 1e25),
                score("a", "gpqa-diamond", 0.85, ScoreUnit.FRACTION),
                score("b", "gpqa-diamond", 10, ScoreUnit.PERCENT));

        GapEstimate estimate = estimate(vintage, StandingMeasure.benchmark("gpqa-diamond"), "2024-06-01");

        assertThat(estimate.leader().value()).isCloseTo(80, within(1e-6));
        assertThat(estimate.follower().value()).isEqualTo(0);
    }

    @Test
    void revisionsShrinkWithAge() {
        Ledger ledger = BundledHistory.ledger(BundledHistory.events());

        List<Revisions> revisions = Revisions.of(
                HEADLINE,
                Measure.CAPABILITY,
                LocalDate.parse("2026-08-10"),
                18,
                moment -> Vintage.of(ledger.inForce(moment), TestSettings.DEFAULT));

        assertThat(revisions).extracting(Revisions::ageMonths).containsExactly(0, 1, 3, 6, 12);
        assertThat(revisions.get(0).days()).isEqualTo(17);
        assertThat(revisions.get(0).meanAbsolute()).isPositive();
        assertThat(revisions.get(3).meanAbsolute()).isLessThan(revisions.get(0).meanAbsolute());
        assertThat(revisions).allSatisfy(one -> assertThat(one.largest()).isGreaterThanOrEqualTo(one.meanAbsolute()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-01", "2025-06-30", "2026-05-15"})
    void whatWasKnownThenIsTheSameWhateverCameSince(String day) {
        Instant then = Instant.parse(day + "T00:00:00Z");
        List<EventEnvelope> untilThen = BundledHistory.events().stream()
                .filter(event -> !event.recordedAt().isAfter(then))
                .toList();
        Vintage stored = Vintage.of(BundledHistory.ledger(untilThen).inForce(then), TestSettings.DEFAULT);
        Vintage asked =
                Vintage.of(BundledHistory.ledger(BundledHistory.events()).inForce(then), TestSettings.DEFAULT);

        for (GapMeasure measure : List.of(Measure.CAPABILITY, Measure.LAG, StandingMeasure.COMPUTE)) {
            assertThat(estimate(asked, measure, day).estimateHash())
                    .isEqualTo(estimate(stored, measure, day).estimateHash());
        }
    }

    private static GapEstimate estimate(Estimator estimator, GapMeasure measure) {
        return estimator.estimate(measure, DAY, BundledHistory.TODAY, Cause.EVENT);
    }

    private static GapEstimate estimate(Vintage vintage, GapMeasure measure, String day) {
        return Estimator.withIntervals(vintage, HEADLINE)
                .estimate(measure, LocalDate.parse(day), BundledHistory.TODAY, Cause.EVENT);
    }

    private static EstimatorSettings everythingIsOneDomain() {
        EstimatorSettings settings = TestSettings.DEFAULT;
        StringBuilder table = new StringBuilder("id,name,kind,domain,visibility,unit,baseline,ceiling,released\n");
        BenchmarkCatalogue.BUILT_IN.benchmarks().stream()
                .filter(benchmark -> benchmark.kind() == Benchmark.Kind.BENCHMARK)
                .forEach(benchmark ->
                        table.append(benchmark.id()).append(",x,benchmark,everything,public,fraction,0,1,\n"));
        try {
            var file = java.nio.file.Files.createTempFile("everything", ".csv");
            java.nio.file.Files.writeString(file, table);
            return new EstimatorSettings(
                    settings.fit(),
                    settings.anchors(),
                    settings.leastBenchmarks(),
                    settings.window(),
                    settings.draws(),
                    settings.intervals(),
                    BenchmarkCatalogue.BUILT_IN.with(List.of(file)),
                    settings.provenance(),
                    settings.leastInSlice());
        } catch (java.io.IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    /** The bundled events with {@code logits} added to every self-reported score. */
    private static List<EventEnvelope> raised(double logits) {
        List<EventEnvelope> raised = new ArrayList<>();
        for (EventEnvelope event : BundledHistory.events()) {
            raised.add(
                    event.event() instanceof BenchmarkResult result && result.selfReported()
                            ? new EventEnvelope(
                                    event.id(),
                                    event.source(),
                                    event.recordedAt(),
                                    event.recordedTimeAssumed(),
                                    raised(result, logits))
                            : event);
        }
        return raised;
    }

    private static BenchmarkResult raised(BenchmarkResult result, double logits) {
        double score = Math.min(0.999, Math.max(0.001, result.score()));
        double moved = 1 / (1 + Math.exp(-Math.log(score / (1 - score)) - logits));
        return new BenchmarkResult(
                result.model(),
                result.variant(),
                result.setting(),
                result.benchmark(),
                moved,
                result.unit(),
                result.stderr(),
                result.evaluatedOn(),
                result.evaluator(),
                true,
                result.sources());
    }

    private static Vintage vintage(Fact... facts) {
        Ledger ledger = new Ledger();
        for (Fact fact : facts) {
            ledger.add(
                    new EventEnvelope(fact.naturalKey(), "test", Instant.parse("2026-01-01T00:00:00Z"), false, fact));
        }
        return Vintage.of(ledger.inForce(BundledHistory.TODAY), TestSettings.DEFAULT);
    }

    private static ModelRelease release(String model, String country, String on, double compute) {
        return new ModelRelease(
                model,
                model,
                List.of(new Developer("dev", country)),
                LocalDate.parse(on),
                Access.CLOSED,
                null,
                compute,
                null,
                List.of());
    }

    private static BenchmarkResult rating(String model, String on, double points) {
        return new BenchmarkResult(
                model,
                null,
                null,
                "arena-text",
                points,
                ScoreUnit.POINTS,
                4.0,
                LocalDate.parse(on),
                "Arena",
                false,
                List.of());
    }

    private static BenchmarkResult score(String model, String benchmark, double score, ScoreUnit unit) {
        return new BenchmarkResult(
                model, null, null, benchmark, score, unit, null, LocalDate.parse("2024-02-01"), "x", false, List.of());
    }
}
