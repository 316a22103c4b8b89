package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.metrics.capability.KeyedChance;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.gap.StandingMeasure;
import io.vorsprung.metrics.gap.Standings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers that a {@link StandingMeasure} compares, out of the facts in force. A number holds from its evaluation on. */
final class FactStandings {

    private static final double POINTS = 100;

    /** A leaderboard is given whole: what is this much older than its newest rating is not of the same one. */
    private static final int RATING_DAYS = 30;

    private record Entry(int day, String model, double value, double error, String key) {
        static final Comparator<Entry> ORDER =
                Comparator.comparingInt(Entry::day).thenComparing(Entry::model).thenComparing(Entry::key);
    }

    private final List<ModelRelease> models;
    private final Standings standings;

    private FactStandings(List<ModelRelease> models, Standings standings) {
        this.models = models;
        this.standings = standings;
    }

    static FactStandings of(Vintage vintage, StandingMeasure measure) {
        List<ModelRelease> models = vintage.facts().releases().stream()
                .sorted(Comparator.comparing(ModelRelease::model))
                .toList();
        Map<String, Integer> position = new HashMap<>();
        models.forEach(model -> position.put(model.model(), position.size()));
        List<Entry> entries = new ArrayList<>();
        if (measure.kind() == StandingMeasure.Kind.COMPUTE) {
            vintage.facts().releases().forEach(release -> compute(release).ifPresent(entries::add));
        } else {
            for (BenchmarkResult result : vintage.facts().results()) {
                if (!restsOn(measure, vintage.settings().catalogue().get(result.benchmark()))) {
                    continue;
                }
                @Nullable Integer model = position.get(result.model());
                if (model != null && vintage.counts(result)) {
                    number(vintage, measure, result)
                            .map(entry -> from(entry, day(models.get(model), result)))
                            .ifPresent(entries::add);
                }
            }
        }
        entries.sort(Entry.ORDER);
        return new FactStandings(
                models,
                new Standings(
                        entries.stream().mapToInt(Entry::day).toArray(),
                        entries.stream()
                                .mapToInt(entry -> position.getOrDefault(entry.model(), 0))
                                .toArray(),
                        entries.stream().mapToDouble(Entry::value).toArray(),
                        entries.stream().mapToDouble(Entry::error).toArray(),
                        entries.stream()
                                .mapToLong(entry -> KeyedChance.seed(entry.key()))
                                .toArray(),
                        measure.kind() == StandingMeasure.Kind.ARENA ? RATING_DAYS : Standings.FOR_EVER));
    }

    /** Whether results on a benchmark are among what a measure compares. */
    static boolean restsOn(StandingMeasure measure, Benchmark benchmark) {
        return switch (measure.kind()) {
            case ARENA -> benchmark.kind() == Benchmark.Kind.ARENA;
            case BENCHMARK -> benchmark.id().equals(measure.benchmark());
            case COMPUTE -> false;
        };
    }

    Standings standings() {
        return standings;
    }

    ModelRelease model(int position) {
        return models.get(position);
    }

    /** As {@link Standings#on} wants it; a model of both cohorts counts for the leader's. */
    int[] sides(Comparison comparison) {
        return models.stream()
                .mapToInt(model -> comparison.leader().contains(model)
                        ? 1
                        : comparison.follower().contains(model) ? -1 : 0)
                .toArray();
    }

    private static Optional<Entry> compute(ModelRelease release) {
        return release.trainingComputeFlop() == null
                ? Optional.empty()
                : Optional.of(new Entry(
                        Math.toIntExact(release.releasedOn().toEpochDay()),
                        release.model(),
                        StrictMath.log10(release.trainingComputeFlop()),
                        0,
                        release.model()));
    }

    private static Optional<Entry> number(Vintage vintage, StandingMeasure measure, BenchmarkResult result) {
        if (measure.kind() == StandingMeasure.Kind.ARENA) {
            return result.unit() == ScoreUnit.POINTS
                    ? Optional.of(entry(result, result.score(), result.stderr() == null ? 0 : result.stderr()))
                    : Optional.empty();
        }
        Optional<Score> score = Rescaling.of(result, vintage.settings().catalogue());
        return score.map(found -> entry(
                result,
                POINTS * found.value(),
                POINTS * Rescaling.error(result, vintage.settings().catalogue())));
    }

    private static Entry entry(BenchmarkResult result, double value, double error) {
        return new Entry(0, result.model(), value, error, result.naturalKey());
    }

    private static Entry from(Entry entry, int day) {
        return new Entry(day, entry.model(), entry.value(), entry.error(), entry.key());
    }

    private static int day(ModelRelease release, BenchmarkResult result) {
        return Math.toIntExact(
                Math.max(release.releasedOn().toEpochDay(), result.evaluatedOn().toEpochDay()));
    }
}
