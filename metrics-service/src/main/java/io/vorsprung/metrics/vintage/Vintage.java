package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Cohort;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.capability.CapabilityFit;
import io.vorsprung.metrics.capability.IndexScale;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.capability.ScoreMatrix;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.FrontierPair;
import io.vorsprung.metrics.ledger.FactsInForce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The index and the frontiers that follow from one set of facts: what we could have said at one moment. Immutable; the same
 * facts and settings give the same bits.
 */
public final class Vintage {

    /** Canonical order of releases: by day, then by identifier. */
    private static final Comparator<ModelRelease> BY_DAY =
            Comparator.comparing(ModelRelease::releasedOn).thenComparing(ModelRelease::model);

    private final FactsInForce facts;
    private final EstimatorSettings settings;
    private final CapabilityFit fit;
    private final IndexScale scale;
    private final List<ModelRelease> rated;
    private final int[] days;
    private final double[] index;
    private final Map<String, Integer> benchmarksOf;

    private Vintage(FactsInForce facts, EstimatorSettings settings) {
        this.facts = facts;
        this.settings = settings;
        Set<String> released = new HashSet<>();
        facts.releases().forEach(release -> released.add(release.model()));
        List<Score> scores = new ArrayList<>();
        Map<String, Set<String>> benchmarks = new HashMap<>();
        for (BenchmarkResult result : facts.results()) {
            if (released.contains(result.model())) {
                Rescaling.of(result).ifPresent(score -> {
                    scores.add(score);
                    benchmarks
                            .computeIfAbsent(score.model(), m -> new HashSet<>())
                            .add(score.benchmark());
                });
            }
        }
        this.benchmarksOf = new HashMap<>();
        benchmarks.forEach((model, names) -> benchmarksOf.put(model, names.size()));
        this.fit = CapabilityFit.of(ScoreMatrix.of(scores, settings.leastBenchmarks()), settings.fit());
        this.scale = IndexScale.of(fit, settings.anchors());
        this.rated = facts.releases().stream()
                .filter(release -> fit.capabilityOf(release.model()).isPresent())
                .sorted(BY_DAY)
                .toList();
        this.days = new int[rated.size()];
        this.index = new double[rated.size()];
        for (int i = 0; i < days.length; i++) {
            days[i] = Math.toIntExact(rated.get(i).releasedOn().toEpochDay());
            index[i] = scale.index(fit.capabilityOf(rated.get(i).model()).orElseThrow());
        }
    }

    public static Vintage of(FactsInForce facts, EstimatorSettings settings) {
        return new Vintage(facts, settings);
    }

    public FactsInForce facts() {
        return facts;
    }

    public EstimatorSettings settings() {
        return settings;
    }

    public CapabilityFit fit() {
        return fit;
    }

    public IndexScale scale() {
        return scale;
    }

    /** The frontiers of a comparison's cohorts, in index points. */
    public FrontierPair frontiers(Comparison comparison) {
        return new FrontierPair(frontier(comparison.leader()), frontier(comparison.follower()));
    }

    /** The release behind a step of one of this vintage's frontiers. */
    public ModelRelease release(Frontier frontier, int step) {
        return rated.get(frontier.model(step));
    }

    /** Every released model, best first; those without an index last. */
    public List<RatedModel> models() {
        Map<String, Double> indexOf = new HashMap<>();
        for (int i = 0; i < index.length; i++) {
            indexOf.put(rated.get(i).model(), index[i]);
        }
        return facts.releases().stream()
                .map(release -> {
                    Double known = indexOf.get(release.model());
                    return new RatedModel(
                            release,
                            known == null ? OptionalDouble.empty() : OptionalDouble.of(known),
                            benchmarksOf.getOrDefault(release.model(), 0));
                })
                .sorted(Comparator.comparingDouble(
                                (RatedModel model) -> -model.index().orElse(Double.NEGATIVE_INFINITY))
                        .thenComparing(model -> model.release().model()))
                .toList();
    }

    /** Every benchmark of the fit, easiest first. */
    public List<RatedBenchmark> benchmarks() {
        int[] models = fit.scores().resultsByBenchmark();
        List<RatedBenchmark> benchmarks = new ArrayList<>();
        for (int b = 0; b < models.length; b++) {
            benchmarks.add(new RatedBenchmark(
                    fit.scores().benchmarks().get(b),
                    scale.index(fit.difficulty()[b]),
                    fit.slope()[b] / scale.factor(),
                    models[b]));
        }
        benchmarks.sort(
                Comparator.comparingDouble(RatedBenchmark::difficulty).thenComparing(RatedBenchmark::benchmark));
        return List.copyOf(benchmarks);
    }

    private Frontier frontier(Cohort cohort) {
        int[] members = new int[rated.size()];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            if (cohort.contains(rated.get(i))) {
                members[count++] = i;
            }
        }
        return Frontier.of(days, index, java.util.Arrays.copyOf(members, count));
    }
}
