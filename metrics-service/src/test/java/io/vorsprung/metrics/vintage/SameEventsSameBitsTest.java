package io.vorsprung.metrics.vintage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.gap.GapMeasure;
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

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
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
