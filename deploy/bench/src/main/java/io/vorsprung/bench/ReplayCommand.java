package io.vorsprung.bench;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.ledger.Ledger;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Vintage;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The bundled history event by event, in the order in which it was recorded. */
@Command(
        name = "replay",
        description = "A point estimate of every comparison after each event, intervals for one vintage a month.")
final class ReplayCommand implements Callable<Integer> {

    private static final double MOST_SECONDS = 60;

    @Override
    public Integer call() {
        List<EventEnvelope> events = BundledHistory.events().stream()
                .sorted(Comparator.comparing(EventEnvelope::recordedAt))
                .toList();
        long began = System.nanoTime();
        Ledger ledger = new Ledger();
        int points = 0;
        int intervals = 0;
        @Nullable YearMonth month = null;
        for (EventEnvelope event : events) {
            ledger.add(event);
            LocalDate day = LocalDate.ofInstant(event.recordedAt(), ZoneOffset.UTC);
            Vintage vintage = Vintage.of(ledger.inForce(event.recordedAt()), TestSettings.DEFAULT);
            for (Comparison comparison : Comparison.BUILT_IN) {
                Estimator estimator = Estimator.pointwise(vintage, comparison);
                for (GapMeasure measure : GapMeasure.all()) {
                    points += estimator.value(measure, day).isPresent() ? 1 : 0;
                }
            }
            if (!YearMonth.from(day).equals(month)) {
                month = YearMonth.from(day);
                intervals += intervals(vintage, day, event);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d events: %d point estimates, %d estimates with intervals, windows and hashes, in %.1f s on %d"
                        + " processors (bar: %.0f s).%n",
                events.size(),
                points,
                intervals,
                seconds,
                Runtime.getRuntime().availableProcessors(),
                MOST_SECONDS);
        return seconds <= MOST_SECONDS ? 0 : 1;
    }

    private static int intervals(Vintage vintage, LocalDate day, EventEnvelope event) {
        int estimates = 0;
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.withIntervals(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                estimator.estimate(measure, day, event.recordedAt(), Cause.EVENT);
                estimates++;
            }
        }
        return estimates;
    }
}
