package io.vorsprung.metrics.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.event.Fact;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A series as it was, or would have been, published: one estimate a day, with quantiles and news. By what was known on each
 * day, or on all of them by what was known at one moment.
 */
@ApplicationScoped
class DailyEstimates {

    private final Vintages vintages;
    private final Cache<Key, GapEstimate> kept;

    /** An estimate without its news depends on this alone; the settings are those of the process. */
    private record Key(
            String stateHash,
            String comparison,
            String measure,
            Question.Part part,
            boolean quantiles,
            LocalDate day) {}

    DailyEstimates(Vintages vintages, MetricsConfig config) {
        this.vintages = vintages;
        this.kept = Caffeine.newBuilder().maximumSize(config.daysKept()).build();
    }

    /** Which series. */
    record Series(Comparison comparison, GapMeasure measure, Question.Part part, boolean quantiles) {}

    /** By what was known at the end of each day; never later than {@code now}. */
    void asKnownThen(Series series, LocalDate from, LocalDate to, Instant now, Consumer<GapEstimate> each) {
        @Nullable Vintage before = null;
        Instant known = Instant.MIN;
        Supplier<Estimator> estimator = () -> {
            throw new IllegalStateException("no vintage yet");
        };
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Instant end = endOf(day);
            Instant moment = end.isAfter(now) ? now : end;
            Instant lastRecorded = vintages.lastRecorded(moment);
            boolean sameFacts = before != null && lastRecorded.equals(known);
            Vintage vintage = sameFacts && before != null
                    ? before
                    : vintages.knownAt(moment, series.part().provenance());
            boolean news = before == null
                    || !before.facts().stateHash().equals(vintage.facts().stateHash());
            if (!sameFacts) {
                estimator = estimator(series, vintage);
            }
            GapEstimate estimate = estimate(series, vintage, estimator, day, moment, news ? Cause.EVENT : Cause.CLOCK);
            each.accept(
                    news && before != null
                            ? estimate.withNews(
                                    vintages.newsBetween(before, vintage).of(series.comparison()))
                            : estimate);
            before = vintage;
            known = lastRecorded;
        }
    }

    /** By what was known at one moment; a day has news where something happened on it. */
    void asKnownAt(Series series, LocalDate from, LocalDate to, Instant knownAt, Consumer<GapEstimate> each) {
        Vintage vintage = vintages.knownAt(knownAt, series.part().provenance());
        Set<LocalDate> eventful = Stream.concat(vintage.facts().releases().stream(), vintage.facts().results().stream())
                .map(Fact::occurredOn)
                .collect(Collectors.toSet());
        Supplier<Estimator> estimator = estimator(series, vintage);
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Cause cause = eventful.contains(day) ? Cause.EVENT : Cause.CLOCK;
            each.accept(estimate(series, vintage, estimator, day, knownAt, cause));
        }
    }

    /** Made once, and only where a day is not kept. */
    private static Supplier<Estimator> estimator(Series series, Vintage vintage) {
        return new Supplier<>() {
            private @Nullable Estimator made;

            @Override
            public Estimator get() {
                Estimator there = made;
                if (there == null) {
                    there = Estimator.daily(
                            vintage, series.comparison(), series.part().slice(), series.quantiles());
                    made = there;
                }
                return there;
            }
        };
    }

    private GapEstimate estimate(
            Series series,
            Vintage vintage,
            Supplier<Estimator> estimator,
            LocalDate day,
            Instant knownAt,
            Cause cause) {
        Key key = new Key(
                vintage.facts().stateHash(),
                series.comparison().id(),
                series.measure().id(),
                series.part(),
                series.quantiles(),
                day);
        GapEstimate found = kept.get(key, asked -> estimator.get().estimate(series.measure(), day, knownAt, cause));
        return found.at(knownAt, cause);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
    }
}
