package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.ledger.Digest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Prints one hash over all estimates, intervals included, of the bundled history in the order of a seed. */
final class PrintHashes {

    private static final LocalDate DAY = LocalDate.parse("2026-07-31");

    private PrintHashes() {}

    public static void main(String[] arguments) {
        System.out.println(hash(Long.parseLong(arguments[0])));
    }

    static String hash(long seed) {
        Random random = new Random(seed);
        List<EventEnvelope> told = new ArrayList<>(BundledHistory.events());
        told.addAll(told.subList(0, random.nextInt(told.size())));
        Collections.shuffle(told, random);
        Vintage vintage = Vintage.of(BundledHistory.ledger(told).inForce(BundledHistory.TODAY), TestSettings.DEFAULT);
        Digest digest = new Digest();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.withIntervals(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                digest.add(estimator
                        .estimate(measure, DAY, BundledHistory.TODAY, Cause.EVENT)
                        .estimateHash());
            }
        }
        return digest.hex();
    }
}
