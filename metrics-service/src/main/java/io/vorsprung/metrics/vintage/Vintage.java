package io.vorsprung.metrics.vintage;

import io.vorsprung.common.comparison.Cohort;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.capability.CapabilityFit;
import io.vorsprung.metrics.capability.Draws;
import io.vorsprung.metrics.capability.HierarchicalFit;
import io.vorsprung.metrics.capability.IndexScale;
import io.vorsprung.metrics.capability.PoissonBootstrap;
import io.vorsprung.metrics.capability.PosteriorDraws;
import io.vorsprung.metrics.capability.Projection;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.capability.ScoreMatrix;
import io.vorsprung.metrics.capability.SelfReportBias;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.CohortPair;
import io.vorsprung.metrics.gap.StandingMeasure;
import io.vorsprung.metrics.ledger.FactsInForce;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The index and the frontiers that follow from one set of facts: what we could have said at one moment. Immutable; the same
 * facts and settings give the same bits.
 */
public final class Vintage {

    private static final long FIRST_DAY = LocalDate.of(2023, 1, 1).toEpochDay();
    private static final double DAYS_A_YEAR = 365.25;

    /** Where more facts are others the scores are put together anew. */
    private static final int MOST_CELL_BY_CELL = 16;

    private final FactsInForce facts;
    private final EstimatorSettings settings;
    private final String canonicalSettings;
    private final CapabilityFit fit;
    private final IndexScale scale;
    private final RatedReleases releases;
    private final List<ModelRelease> rated;
    private final int[] days;
    private final long[] seeds;
    private final int[] row;
    private final double[] index;
    private @Nullable HierarchicalFit hierarchical;
    private final Map<Slice, double[][]> drawn = new HashMap<>();
    private final Map<Slice, double[][]> leftOut = new HashMap<>();
    private final Map<StandingMeasure, FactStandings> standings = new HashMap<>();

    /** @param same where the rated models and their releases are known, those */
    private Vintage(FactsInForce facts, EstimatorSettings settings, ScoreMatrix scores, @Nullable RatedReleases same) {
        this.facts = facts;
        this.settings = settings;
        this.canonicalSettings = settings.canonical();
        this.fit = CapabilityFit.of(scores, settings.fit());
        this.scale = IndexScale.of(fit, settings.anchors());
        this.releases = same == null ? RatedReleases.of(facts.releases(), fit.models()) : same;
        this.rated = releases.releases();
        this.days = releases.days();
        this.seeds = releases.seeds();
        this.row = releases.row();
        this.index = index(fit.capability());
    }

    public static Vintage of(FactsInForce facts, EstimatorSettings settings) {
        return new Vintage(facts, settings, scores(facts, settings), null);
    }

    /** The same bits as {@link #of}, sooner where few results are others than those of {@code before}. */
    public static Vintage after(Vintage before, FactsInForce facts) {
        List<FactsInForce.Change> changes = facts.listOfChangesSince(before.facts);
        return before.scoresAfter(facts, changes)
                .map(scores -> {
                    Vintage after = new Vintage(facts, before.settings, scores, before.releases);
                    after.standings.putAll(before.standingsThatHoldAfter(changes));
                    return after;
                })
                .orElseGet(() -> of(facts, before.settings));
    }

    private static ScoreMatrix scores(FactsInForce facts, EstimatorSettings settings) {
        Set<String> released = new HashSet<>();
        facts.releases().forEach(release -> released.add(release.model()));
        List<Score> scores = facts.results().stream()
                .filter(result -> released.contains(result.model()))
                .flatMap(result -> score(result, settings).stream())
                .toList();
        return ScoreMatrix.of(scores, settings.leastBenchmarks());
    }

    /** Cell by cell; empty where more has changed than the scores of models that are rated. */
    private Optional<ScoreMatrix> scoresAfter(FactsInForce now, List<FactsInForce.Change> changes) {
        Optional<ScoreMatrix> scores =
                changes.size() <= MOST_CELL_BY_CELL ? Optional.of(fit.scores()) : Optional.empty();
        for (FactsInForce.Change change : changes) {
            Optional<Score> best = change.fact() instanceof BenchmarkResult changed
                    ? ScoreMatrix.best(now.resultsOf(changed.model()).stream()
                            .filter(result -> result.benchmark().equals(changed.benchmark()))
                            .flatMap(result -> score(result, settings).stream())
                            .toList())
                    : Optional.empty();
            scores = scores.flatMap(matrix -> best.flatMap(matrix::with));
        }
        return scores;
    }

    public FactsInForce facts() {
        return facts;
    }

    public EstimatorSettings settings() {
        return settings;
    }

    /** {@link EstimatorSettings#canonical()}, which is part of every hash. */
    String canonicalSettings() {
        return canonicalSettings;
    }

    public CapabilityFit fit() {
        return fit;
    }

    public IndexScale scale() {
        return scale;
    }

    /** What a result says on the scale of the index; empty where it does not count. */
    private static Optional<Score> score(BenchmarkResult result, EstimatorSettings settings) {
        return counts(result, settings) ? Rescaling.of(result, settings.catalogue()) : Optional.empty();
    }

    /** Whether results of this provenance are asked for. */
    boolean counts(BenchmarkResult result) {
        return counts(result, settings);
    }

    private static boolean counts(BenchmarkResult result, EstimatorSettings settings) {
        return settings.provenance()
                .map(asked -> asked == Provenance.of(result, settings.catalogue()))
                .orElse(true);
    }

    /** The models of a comparison's cohorts, in index points. */
    public CohortPair cohorts(Comparison comparison) {
        return cohorts(comparison, Slice.ALL);
    }

    /** The same by some of the benchmarks: their difficulties and slopes as they are, C from results on them alone. */
    public CohortPair cohorts(Comparison comparison, Slice slice) {
        double[] points = slice.isAll() ? index : projected(chosen(slice));
        return CohortPair.of(days, points, seeds, members(comparison.leader()), members(comparison.follower()));
    }

    /** The same in every draw, each on the scale of its own anchors. */
    List<CohortPair> drawnCohorts(Comparison comparison, Slice slice) {
        int[] leader = members(comparison.leader());
        int[] follower = members(comparison.follower());
        double[][] draws = drawnIndex(slice);
        return IntStream.range(0, draws.length)
                .mapToObj(k -> CohortPair.drawn(k, days, draws[k], seeds, leader, follower))
                .toList();
    }

    /** The same with each benchmark left out in turn, each on the scale of its own anchors. */
    List<CohortPair> cohortsWithoutOneBenchmark(Comparison comparison, Slice slice) {
        int[] leader = members(comparison.leader());
        int[] follower = members(comparison.follower());
        return Arrays.stream(indexWithoutOneBenchmark(slice))
                .map(points -> CohortPair.of(days, points, seeds, leader, follower))
                .toList();
    }

    private synchronized double[][] indexWithoutOneBenchmark(Slice slice) {
        return leftOut.computeIfAbsent(slice, asked -> {
            if (asked.isAll()) {
                return fit.scores().benchmarks().parallelStream()
                        .map(benchmark -> CapabilityFit.of(fit.scores().without(benchmark), settings.fit()))
                        .map(this::indexOfOther)
                        .toArray(double[][]::new);
            }
            boolean[] chosen = chosen(asked);
            return IntStream.range(0, chosen.length)
                    .filter(b -> chosen[b])
                    .mapToObj(b -> {
                        boolean[] others = chosen.clone();
                        others[b] = false;
                        return projected(others);
                    })
                    .toArray(double[][]::new);
        });
    }

    private boolean[] chosen(Slice slice) {
        List<String> benchmarks = fit.scores().benchmarks();
        boolean[] chosen = new boolean[benchmarks.size()];
        for (int b = 0; b < chosen.length; b++) {
            chosen[b] = slice.contains(settings.catalogue(), benchmarks.get(b));
        }
        return chosen;
    }

    /** On the scale of the whole index. */
    private double[] projected(boolean[] chosen) {
        return points(Projection.of(fit, settings.fit(), chosen, settings.leastInSlice()), scale);
    }

    /** Of a fit of fewer models; negative infinity for those it lacks. */
    private double[] indexOfOther(CapabilityFit other) {
        double[] capability = new double[fit.models().size()];
        for (int i = 0; i < capability.length; i++) {
            capability[i] = other.capabilityOf(fit.models().get(i)).orElse(Double.NEGATIVE_INFINITY);
        }
        return index(capability);
    }

    /** Index points by draw and rated model; computed once, when they are first asked for. */
    private synchronized double[][] drawnIndex(Slice slice) {
        return drawn.computeIfAbsent(slice, asked -> {
            int threads = Runtime.getRuntime().availableProcessors();
            Draws draws = settings.intervals() == EstimatorSettings.Intervals.BOOTSTRAP
                    ? PoissonBootstrap.of(fit, settings.fit(), settings.draws(), threads)
                    : PosteriorDraws.of(hierarchical(), settings.draws(), threads);
            double[][] capability = draws.capability();
            if (!asked.isAll()) {
                // by the posterior, whatever the whole index is drawn from: a resampled domain may hold a single result
                capability = PosteriorDraws.projected(
                        hierarchical(), chosen(asked), settings.leastInSlice(), settings.draws(), threads);
            }
            double[][] indices = new double[draws.count()][];
            for (int k = 0; k < indices.length; k++) {
                indices[k] =
                        points(capability[k], IndexScale.of(fit.models(), draws.capability()[k], settings.anchors()));
            }
            return indices;
        });
    }

    /** The numbers that a measure compares; computed once, when they are first asked for. */
    synchronized FactStandings standings(StandingMeasure measure) {
        return standings.computeIfAbsent(measure, asked -> FactStandings.of(this, asked));
    }

    /** Those that were asked for and that rest on none of the changes, which are of results. */
    private synchronized Map<StandingMeasure, FactStandings> standingsThatHoldAfter(List<FactsInForce.Change> changes) {
        Map<StandingMeasure, FactStandings> holding = new HashMap<>(standings);
        for (FactsInForce.Change change : changes) {
            holding.keySet()
                    .removeIf(measure -> change.fact() instanceof BenchmarkResult result
                            && FactStandings.restsOn(
                                    measure, settings.catalogue().get(result.benchmark())));
        }
        return holding;
    }

    /** Of self-reported scores; empty where no model has both kinds. */
    public Optional<SelfReportBias> selfReportBias() {
        Set<String> reported = new HashSet<>();
        for (BenchmarkResult result : facts.results()) {
            if (Provenance.of(result, settings.catalogue()) == Provenance.SELF_REPORTED) {
                reported.add(result.naturalKey());
            }
        }
        List<Score> scores = fit.scores().scores();
        boolean[] selfReported = new boolean[scores.size()];
        for (int cell = 0; cell < selfReported.length; cell++) {
            selfReported[cell] = reported.contains(scores.get(cell).key());
        }
        return SelfReportBias.of(fit, settings.fit(), selfReported);
    }

    /** What the draws of {@link EstimatorSettings.Intervals#POSTERIOR} start from. */
    public synchronized HierarchicalFit hierarchical() {
        if (hierarchical == null) {
            hierarchical = HierarchicalFit.of(fit, settings.fit(), known());
        }
        return hierarchical;
    }

    /** What is known of each model of the fit before it is measured: a constant, its day in years, side and access. */
    private double[][] known() {
        double[][] known = new double[fit.models().size()][];
        for (int i = 0; i < known.length; i++) {
            ModelRelease release = rated.get(i);
            known[row[i]] = new double[] {
                1,
                (days[i] - FIRST_DAY) / DAYS_A_YEAR,
                Cohort.US.contains(release) ? 1 : 0,
                Cohort.CN.contains(release) ? 1 : 0,
                release.access() == Access.OPEN_WEIGHTS ? 1 : 0
            };
        }
        return known;
    }

    private double[] index(double[] capability) {
        return points(capability, IndexScale.of(fit.models(), capability, settings.anchors()));
    }

    private double[] points(double[] capability, IndexScale own) {
        double[] points = new double[rated.size()];
        for (int i = 0; i < points.length; i++) {
            double c = capability[row[i]];
            points[i] = c == Double.NEGATIVE_INFINITY ? c : own.index(c);
        }
        return points;
    }

    /** The release behind a step of one of this vintage's frontiers. */
    public ModelRelease release(Frontier frontier, int step) {
        return rated.get(frontier.model(step));
    }

    /** Every released model, best first; those without an index last. */
    public List<RatedModel> models() {
        Map<String, Set<String>> benchmarks = new HashMap<>();
        for (BenchmarkResult result : facts.results()) {
            score(result, settings).ifPresent(score -> benchmarks
                    .computeIfAbsent(score.model(), model -> new HashSet<>())
                    .add(score.benchmark()));
        }
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
                            benchmarks.getOrDefault(release.model(), Set.of()).size());
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

    private int[] members(Cohort cohort) {
        return releases.members(cohort);
    }
}
