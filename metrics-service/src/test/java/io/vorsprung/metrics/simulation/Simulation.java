package io.vorsprung.metrics.simulation;

import io.vorsprung.metrics.gap.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Coverage and bias over simulated histories: {@code Simulation WORLDS} prints the table of docs/method.md. */
final class Simulation {

    private static final List<Measure> MEASURES =
            List.of(Measure.CAPABILITY, Measure.LAG, Measure.LAG_TREND, Measure.LAG_CADENCE);

    /**
     * Over the worlds in which estimate and truth are defined.
     *
     * @param coverage share of the 90 % intervals that hold the realised statistic
     * @param bias mean of estimate minus realised
     * @param structuralBias mean of estimate minus the true lag
     * @param structuralCoverage share of the intervals that hold the true lag
     * @param inside mean share of the draws that the interval holds: what it should cover, ties included
     * @param width mean width of the interval
     */
    record Summary(
            Measure measure,
            SimulatedWorld.Engine engine,
            int worlds,
            double coverage,
            double inside,
            double structuralCoverage,
            double bias,
            double structuralBias,
            double width) {}

    private Simulation() {}

    public static void main(String[] arguments) {
        int worlds = Integer.parseInt(arguments[0]);
        List<SimulatedWorld.Setting> settings = settings();
        for (int i = 0; i < settings.size(); i++) {
            if (arguments.length > 1 && i % 2 != Integer.parseInt(arguments[1])) {
                continue;
            }
            SimulatedWorld.Setting setting = settings.get(i);
            List<Summary> summaries = run(setting, worlds);
            for (int m = 0; m < summaries.size(); m += 2) {
                print(setting, summaries.get(m), summaries.get(m + 1));
            }
        }
    }

    private static void print(SimulatedWorld.Setting setting, Summary plain, Summary improved) {
        System.out.printf(
                Locale.ROOT,
                "| %d, %d | %d | %.0f %% | %.2f | %.0f | %s | %.1f %%, %.2f | %.1f %%, %.2f | %.1f %% | %+.2f | %s |%n",
                setting.leaders(),
                setting.followers(),
                setting.benchmarks(),
                100 * setting.filled(),
                setting.noise(),
                setting.lagMonths(),
                improved.measure().id(),
                100 * plain.coverage(),
                plain.width(),
                100 * improved.coverage(),
                improved.width(),
                100 * improved.inside(),
                improved.bias(),
                improved.measure() == Measure.CAPABILITY
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%+.2f, %.0f %%",
                                improved.structuralBias(),
                                100 * improved.structuralCoverage()));
    }

    /** The corners and the middle of what is asked: models, benchmarks, filled, noise, lag, equal and unequal cadence. */
    static List<SimulatedWorld.Setting> settings() {
        return List.of(
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 0),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 3),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 8),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 14),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.05, 0),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.05, 3),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.05, 8),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.05, 14),
                new SimulatedWorld.Setting(90, 60, 30, 0.12, 0.05, 8),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.08, 8),
                new SimulatedWorld.Setting(75, 75, 30, 0.4, 0.05, 8),
                new SimulatedWorld.Setting(20, 20, 10, 0.4, 0.02, 3),
                new SimulatedWorld.Setting(20, 20, 10, 0.4, 0.08, 3),
                new SimulatedWorld.Setting(25, 15, 60, 0.1, 0.05, 8),
                new SimulatedWorld.Setting(240, 160, 60, 0.1, 0.05, 8),
                new SimulatedWorld.Setting(240, 160, 60, 0.4, 0.02, 8),
                new SimulatedWorld.Setting(60, 25, 25, 0.25, 0.05, 8),
                new SimulatedWorld.Setting(60, 12, 25, 0.25, 0.02, 0),
                new SimulatedWorld.Setting(60, 12, 25, 0.25, 0.02, 8),
                new SimulatedWorld.Setting(60, 12, 25, 0.25, 0.05, 8),
                new SimulatedWorld.Setting(60, 12, 25, 0.25, 0.05, 14));
    }

    /** For each measure the plain one, then the improved one. */
    static List<Summary> run(SimulatedWorld.Setting setting, int worlds) {
        List<List<Map<SimulatedWorld.Engine, SimulatedWorld.Outcome>>> all = IntStream.range(0, worlds)
                .parallel()
                .mapToObj(world -> new SimulatedWorld(setting, 7919L * world + 1).estimate(MEASURES))
                .toList();
        List<Summary> summaries = new ArrayList<>();
        for (int m = 0; m < MEASURES.size(); m++) {
            for (SimulatedWorld.Engine engine : SimulatedWorld.Engine.values()) {
                int measure = m;
                List<SimulatedWorld.Outcome> outcomes = all.stream()
                        .map(world -> world.get(measure).get(engine))
                        .filter(one -> !Double.isNaN(one.estimate() + one.realised() + one.lower()))
                        .toList();
                double lag = setting.lagMonths();
                summaries.add(new Summary(
                        MEASURES.get(m),
                        engine,
                        outcomes.size(),
                        mean(outcomes, one -> one.lower() <= one.realised() && one.realised() <= one.upper() ? 1 : 0),
                        mean(outcomes, SimulatedWorld.Outcome::inside),
                        mean(outcomes, one -> one.lower() <= lag && lag <= one.upper() ? 1 : 0),
                        mean(outcomes, one -> one.estimate() - one.realised()),
                        mean(outcomes, one -> one.estimate() - lag),
                        mean(outcomes, one -> one.upper() - one.lower())));
            }
        }
        return summaries;
    }

    private static double mean(
            List<SimulatedWorld.Outcome> outcomes, java.util.function.ToDoubleFunction<SimulatedWorld.Outcome> of) {
        return outcomes.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
