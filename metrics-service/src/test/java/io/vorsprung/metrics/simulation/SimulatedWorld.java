package io.vorsprung.metrics.simulation;

import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.CapabilityFit;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.capability.IndexScale;
import io.vorsprung.metrics.capability.PoissonBootstrap;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.capability.ScoreMatrix;
import io.vorsprung.metrics.gap.CohortPair;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.gap.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A history with a known gap: both sides' models lie around lines that rise alike, the follower's later by the true lag; scores
 * are the item-response curve with noise. What an interval must cover is the statistic of the true capabilities (the realised
 * one); what {@code lag-trend} and {@code lag-cadence} aim at is the true lag.
 */
final class SimulatedWorld {

    private static final int SPAN = 1200;
    private static final double SLOPE_A_DAY = 2.5 / 365;
    private static final double SPREAD = 0.45;
    private static final int DRAWS = 100;

    /** What is varied. */
    record Setting(int leaders, int followers, int benchmarks, double filled, double noise, double lagMonths) {}

    /** Estimate and truth of one measure in one world; not a number where it is not defined. */
    record Outcome(double estimate, double lower, double upper, double realised) {}

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
            capability[i] = line - 4 - Math.abs(random.nextGaussian()) * SPREAD;
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

    List<Outcome> estimate(List<Measure> measures) {
        CapabilityFit fit = CapabilityFit.of(ScoreMatrix.of(scores(), 4), FitParameters.EPOCH);
        PoissonBootstrap.Draws draws = PoissonBootstrap.of(fit, FitParameters.EPOCH, DRAWS, 1);
        CohortPair point = cohorts(fit, fit.capability(), -1);
        List<CohortPair> drawn = IntStream.range(0, DRAWS)
                .mapToObj(k -> cohorts(fit, draws.capability()[k], k))
                .toList();
        CohortPair real = CohortPair.of(days, truth, seeds, leader, follower);
        List<Outcome> outcomes = new ArrayList<>();
        for (Measure measure : measures) {
            var quantiles = Quantiles.of(drawn.stream()
                    .map(one -> value(measure, one))
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .toArray());
            outcomes.add(new Outcome(
                    value(measure, point).orElse(Double.NaN),
                    quantiles.map(found -> found.at(0.05)).orElse(Double.NaN),
                    quantiles.map(found -> found.at(0.95)).orElse(Double.NaN),
                    value(measure, real).orElse(Double.NaN)));
        }
        return outcomes;
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
        for (int b = 0; b < difficulty.length; b++) {
            difficulty[b] = -5 + (SLOPE_A_DAY * SPAN + 2) * (b + random.nextDouble()) / difficulty.length;
            slope[b] = Math.exp(0.4 * random.nextGaussian());
        }
        slope[0] = 1;
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < days.length; i++) {
            int wanted = Math.max(4, (int) Math.round(setting.filled() * difficulty.length));
            double capability = truth[i];
            int[] chosen = IntStream.range(0, difficulty.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(far(difficulty[a], capability), far(difficulty[b], capability)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int n = 0; n < wanted; n++) {
                int b = chosen[n];
                double p = 1 / (1 + Math.exp(-slope[b] * (capability - difficulty[b])));
                double value = Math.min(1, Math.max(0, p + setting.noise() * random.nextGaussian()));
                String benchmark = b == 0 ? "winogrande" : String.format(Locale.ROOT, "b%03d", b);
                scores.add(new Score(name(i), benchmark, value, name(i) + benchmark));
            }
        }
        return scores;
    }

    private double far(double difficulty, double capability) {
        return Math.abs(difficulty - capability) * (0.25 + 1.5 * random.nextInt(1000) / 1000.0);
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "m%04d", i);
    }
}
