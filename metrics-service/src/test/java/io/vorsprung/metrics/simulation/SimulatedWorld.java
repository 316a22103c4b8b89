package io.vorsprung.metrics.simulation;

import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.CapabilityFit;
import io.vorsprung.metrics.capability.Draws;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.capability.HierarchicalFit;
import io.vorsprung.metrics.capability.IndexScale;
import io.vorsprung.metrics.capability.PoissonBootstrap;
import io.vorsprung.metrics.capability.PosteriorDraws;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.capability.ScoreMatrix;
import io.vorsprung.metrics.gap.CohortPair;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A history with a known gap: both sides' models lie below lines that rise alike, the follower's later by the true lag; scores
 * are the item-response curve with noise. Rise, slopes and the range of difficulties are those of the bundled history. What an interval must cover is the statistic of the true capabilities (the realised
 * one); what {@code lag-trend} and {@code lag-cadence} aim at is the true lag.
 */
final class SimulatedWorld {

    private static final int SPAN = 1250;
    private static final double SLOPE_A_DAY = 0.92 / 365;
    private static final double START = -1.2;
    private static final double SPREAD = 0.25;
    private static final double MEDIAN_SLOPE = 2.3;
    private static final double SLOPE_DEVIATION = 0.5;
    private static final int DRAWS = 200;

    /** What is varied. */
    record Setting(int leaders, int followers, int benchmarks, double filled, double noise, double lagMonths) {}

    /** What an interval is made of: the Poisson bootstrap with ordinary quantiles, or what the service does. */
    enum Engine {
        PLAIN,
        IMPROVED
    }

    /**
     * Estimate and truth of one measure in one world; not a number where it is not defined.
     *
     * @param inside share of the draws that the interval holds
     */
    record Outcome(double estimate, double lower, double upper, double realised, double inside) {}

    private final Setting setting;
    private final Random random;
    private final int[] days;
    private final double[] truth;
    private final long[] seeds;
    private final int[] leader;
    private final int[] follower;

    SimulatedWorld(Setting setting, long seed) {
        this.setting = setting;
        this.random = new Random(seed);
        int models = setting.leaders() + setting.followers();
        Integer[] order = new Integer[models];
        int[] day = new int[models];
        double[] capability = new double[models];
        for (int i = 0; i < models; i++) {
            order[i] = i;
            day[i] = random.nextInt(SPAN);
            double line = SLOPE_A_DAY * (day[i] - (i < setting.leaders() ? 0 : setting.lagMonths() * 30.4375));
            capability[i] = START + line - Math.abs(random.nextGaussian()) * SPREAD;
        }
        Arrays.sort(order, (a, b) -> Integer.compare(day[a], day[b]));
        this.days = Arrays.stream(order).mapToInt(i -> day[i]).toArray();
        this.truth = Arrays.stream(order).mapToDouble(i -> capability[i]).toArray();
        this.leader = IntStream.range(0, models)
                .filter(i -> order[i] < setting.leaders())
                .toArray();
        this.follower = IntStream.range(0, models)
                .filter(i -> order[i] >= setting.leaders())
                .toArray();
        this.seeds = random.longs(models).toArray();
    }

    /** By the plain bootstrap and by the posterior's draws. */
    List<Map<Engine, Outcome>> estimate(List<Measure> measures) {
        CapabilityFit fit = CapabilityFit.of(ScoreMatrix.of(scores(), 4), FitParameters.EPOCH);
        Map<Engine, List<CohortPair>> drawn = new EnumMap<>(Engine.class);
        drawn.put(Engine.PLAIN, cohorts(fit, PoissonBootstrap.of(fit, FitParameters.EPOCH, DRAWS, 1)));
        drawn.put(
                Engine.IMPROVED,
                cohorts(fit, PosteriorDraws.of(HierarchicalFit.of(fit, FitParameters.EPOCH, known(fit)), DRAWS, 1)));
        CohortPair point = cohorts(fit, fit.capability(), -1);
        CohortPair real = CohortPair.of(days, truth, seeds, leader, follower);
        List<Map<Engine, Outcome>> outcomes = new ArrayList<>();
        for (Measure measure : measures) {
            double estimate = value(measure, point).orElse(Double.NaN);
            double realised = value(measure, real).orElse(Double.NaN);
            Map<Engine, Outcome> byEngine = new EnumMap<>(Engine.class);
            drawn.forEach(
                    (engine, cohorts) -> byEngine.put(engine, outcome(measure, cohorts, estimate, realised, engine)));
            outcomes.add(byEngine);
        }
        return outcomes;
    }

    private static Outcome outcome(
            Measure measure, List<CohortPair> cohorts, double estimate, double realised, Engine engine) {
        double[] drawn = cohorts.stream()
                .map(one -> value(measure, one))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        if (drawn.length == 0) {
            return new Outcome(estimate, Double.NaN, Double.NaN, realised, Double.NaN);
        }
        Quantiles.Interval interval = Quantiles.of(drawn).orElseThrow().interval(0.9);
        double lower = engine == Engine.PLAIN ? ordinary(drawn, 0.05) : interval.lower();
        double upper = engine == Engine.PLAIN ? ordinary(drawn, 0.95) : interval.upper();
        long inside = Arrays.stream(drawn)
                .filter(value -> lower <= value && value <= upper)
                .count();
        return new Outcome(estimate, lower, upper, realised, (double) inside / drawn.length);
    }

    /** Type 7 of Hyndman and Fan: what the plain bootstrap is read with. */
    private static double ordinary(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private double[][] known(CapabilityFit fit) {
        double[][] known = new double[fit.models().size()][];
        for (int row = 0; row < known.length; row++) {
            int i = Integer.parseInt(fit.models().get(row).substring(1));
            known[row] = new double[] {1, days[i] / 365.25, Arrays.binarySearch(leader, i) >= 0 ? 1 : 0};
        }
        return known;
    }

    private List<CohortPair> cohorts(CapabilityFit fit, Draws draws) {
        return IntStream.range(0, draws.count())
                .mapToObj(k -> cohorts(fit, draws.capability()[k], k))
                .toList();
    }

    private static OptionalDouble value(Measure measure, CohortPair cohorts) {
        return measure.on(cohorts, SPAN)
                .map(gap -> OptionalDouble.of(measure.inUnit(gap.value())))
                .orElse(OptionalDouble.empty());
    }

    /** On the true scale: two models whose capability is given, as GPT-5 and Claude 3.5 Sonnet are. */
    private CohortPair cohorts(CapabilityFit fit, double[] capability, int draw) {
        List<Anchor> anchors = new ArrayList<>();
        for (int i : new int[] {days.length * 9 / 10, days.length / 3, days.length / 2}) {
            anchors.add(new Anchor(name(i), truth[i]));
        }
        IndexScale scale = IndexScale.of(fit.models(), capability, anchors);
        double[] values = new double[days.length];
        Arrays.fill(values, Double.NEGATIVE_INFINITY);
        for (int row = 0; row < capability.length; row++) {
            if (capability[row] != Double.NEGATIVE_INFINITY) {
                values[Integer.parseInt(fit.models().get(row).substring(1))] = scale.index(capability[row]);
            }
        }
        return draw < 0
                ? CohortPair.of(days, values, seeds, leader, follower)
                : CohortPair.drawn(draw, days, values, seeds, leader, follower);
    }

    /** Each model on the benchmarks of its time: those that are neither far too easy nor far too hard for it first. */
    private List<Score> scores() {
        double[] difficulty = new double[setting.benchmarks()];
        double[] slope = new double[setting.benchmarks()];
        double easiest = START - 0.8;
        double hardest = START + SLOPE_A_DAY * SPAN + 0.5;
        for (int b = 0; b < difficulty.length; b++) {
            difficulty[b] = easiest + (hardest - easiest) * (b + random.nextDouble()) / difficulty.length;
            slope[b] = MEDIAN_SLOPE * Math.exp(SLOPE_DEVIATION * random.nextGaussian());
        }
        int anchor = difficulty.length / 4;
        slope[anchor] = 1;
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < days.length; i++) {
            int wanted = Math.max(4, (int) Math.round(setting.filled() * difficulty.length));
            double capability = truth[i];
            double[] far = new double[difficulty.length];
            for (int b = 0; b < far.length; b++) {
                far[b] = Math.abs(difficulty[b] - capability - 0.2) * (0.25 + 1.5 * random.nextDouble());
            }
            int[] chosen = IntStream.range(0, far.length)
                    .boxed()
                    .sorted((one, other) -> Double.compare(far[one], far[other]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int n = 0; n < wanted; n++) {
                int b = chosen[n];
                double p = 1 / (1 + Math.exp(-slope[b] * (capability - difficulty[b])));
                double value = Math.min(1, Math.max(0, p + setting.noise() * random.nextGaussian()));
                String benchmark = b == anchor ? "winogrande" : String.format(Locale.ROOT, "b%03d", b);
                scores.add(new Score(name(i), benchmark, value, name(i) + benchmark));
            }
        }
        return scores;
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "m%04d", i);
    }
}
