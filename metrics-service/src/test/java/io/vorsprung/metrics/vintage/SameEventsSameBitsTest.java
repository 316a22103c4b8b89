package io.vorsprung.metrics.vintage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Retraction;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.StandingMeasure;
import io.vorsprung.metrics.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Promise 4: whatever the order, and however often each is told, the same events give the same answers, bit by bit. */
class SameEventsSameBitsTest {

    private static final LocalDate DAY = LocalDate.parse("2026-07-31");
    private static final Vintage CANONICAL = Vintage.of(BundledHistory.facts(), TestSettings.DEFAULT);

    @Property(tries = 100)
    void anyOrderAnyDuplicates(@ForAll Random random) {
        List<EventEnvelope> told = new ArrayList<>(BundledHistory.events());
        int duplicates = random.nextInt(told.size());
        for (int i = 0; i < duplicates; i++) {
            told.add(told.get(random.nextInt(told.size())));
        }
        Collections.shuffle(told, random);

        Vintage vintage = Vintage.of(BundledHistory.ledger(told).inForce(BundledHistory.TODAY), TestSettings.DEFAULT);

        assertThat(vintage.facts().stateHash()).isEqualTo(CANONICAL.facts().stateHash());
        assertThat(bits(vintage.fit().capability()))
                .isEqualTo(bits(CANONICAL.fit().capability()));
        assertThat(bits(vintage.fit().difficulty()))
                .isEqualTo(bits(CANONICAL.fit().difficulty()));
        assertThat(bits(vintage.fit().slope())).isEqualTo(bits(CANONICAL.fit().slope()));
        assertThat(hashes(vintage)).isEqualTo(hashes(CANONICAL));
    }

    /** Facts and scores that are kept up from event to event are those that are put together anew. */
    @Property(tries = 20)
    void oneByOneOrAllAtOnce(@ForAll Random random) {
        List<EventEnvelope> left = new ArrayList<>(BundledHistory.events());
        Collections.shuffle(left, random);
        List<EventEnvelope> told = new ArrayList<>(left.subList(50, left.size()));
        Instant now = BundledHistory.TODAY;
        Ledger ledger = BundledHistory.ledger(told);
        Vintage vintage = Vintage.of(ledger.inForce(now), TestSettings.DEFAULT);
        for (int step = 0; step < 25; step++) {
            now = now.plusSeconds(1);
            for (int i = random.nextInt(3); i >= 0; i--) {
                EventEnvelope next = next(left.get(random.nextInt(i == 0 ? 50 : left.size())), now, random);
                told.add(next);
                ledger.add(next);
            }
            vintage = Vintage.after(vintage, ledger.inForce(now));

            Vintage anew = Vintage.of(BundledHistory.ledger(told).inForce(now), TestSettings.DEFAULT);
            assertThat(vintage.facts()).isEqualTo(anew.facts());
            assertThat(vintage.fit().scores().scores())
                    .isEqualTo(anew.fit().scores().scores());
            assertThat(bits(vintage.fit().capability()))
                    .isEqualTo(bits(anew.fit().capability()));
            assertThat(daily(vintage)).isEqualTo(daily(anew));
        }
    }

    /** An event as it is, corrected, or taken out. */
    private static EventEnvelope next(EventEnvelope event, Instant now, Random random) {
        if (random.nextInt(4) == 0) {
            Retraction retraction = new Retraction(event.id(), "a test", null, null);
            return EventEnvelope.of(retraction, event.source(), now);
        }
        if (event.event() instanceof BenchmarkResult r && r.unit() != ScoreUnit.POINTS && random.nextBoolean()) {
            return EventEnvelope.of(
                    new BenchmarkResult(
                            r.model(),
                            r.variant(),
                            r.setting(),
                            r.benchmark(),
                            random.nextInt(100) / 100.0,
                            r.unit(),
                            r.stderr(),
                            r.evaluatedOn(),
                            r.evaluator(),
                            r.selfReported(),
                            r.sources()),
                    event.source(),
                    now);
        }
        return EventEnvelope.of(event.event(), event.source(), now);
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }

    /** What goes out first: every measure, and those on one benchmark, whose numbers are kept up too. */
    private static List<GapEstimate> daily(Vintage vintage) {
        List<GapMeasure> measures = new ArrayList<>(GapMeasure.all());
        measures.add(StandingMeasure.benchmark("gpqa-diamond"));
        measures.add(StandingMeasure.benchmark("hle"));
        return Comparison.BUILT_IN.stream()
                .map(comparison -> Estimator.daily(vintage, comparison, Slice.ALL, false))
                .flatMap(estimator -> measures.stream()
                        .map(measure -> estimator.estimate(measure, DAY, BundledHistory.TODAY, Cause.EVENT)))
                .toList();
    }

    private static List<String> hashes(Vintage vintage) {
        List<String> hashes = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.pointwise(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                hashes.add(estimator
                        .estimate(measure, DAY, BundledHistory.TODAY, Cause.EVENT)
                        .estimateHash());
            }
        }
        return hashes;
    }
}
