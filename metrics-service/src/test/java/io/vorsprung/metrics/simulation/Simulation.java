package io.vorsprung.metrics.simulation;

import io.vorsprung.metrics.gap.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
     * @param width mean width of the interval
     */
    record Summary(Measure measure, int worlds, double coverage, double bias, double structuralBias, double width) {}

    private Simulation() {}

    public static void main(String[] arguments) {
        int worlds = Integer.parseInt(arguments[0]);
        for (SimulatedWorld.Setting setting : settings()) {
            for (Summary summary : run(setting, worlds)) {
                System.out.printf(
                        Locale.ROOT,
                        "| %d, %d | %d | %.0f %% | %.2f | %.0f | %s | %.1f %% | %+.2f | %+.2f | %.2f |%n",
                        setting.leaders(),
                        setting.followers(),
                        setting.benchmarks(),
                        100 * setting.filled(),
                        setting.noise(),
                        setting.lagMonths(),
                        summary.measure().id(),
                        100 * summary.coverage(),
                        summary.bias(),
                        summary.structuralBias(),
                        summary.width());
            }
        }
    }

    static List<SimulatedWorld.Setting> settings() {
        return List.of(
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 8),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.05, 8),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 0),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 3),
                new SimulatedWorld.Setting(90, 60, 30, 0.25, 0.02, 14),
                new SimulatedWorld.Setting(90, 60, 30, 0.13, 0.05, 8),
                new SimulatedWorld.Setting(60, 12, 25, 0.25, 0.05, 8));
    }

    static List<Summary> run(SimulatedWorld.Setting setting, int worlds) {
        List<List<SimulatedWorld.Outcome>> all = IntStream.range(0, worlds)
                .parallel()
                .mapToObj(world -> new SimulatedWorld(setting, 7919L * world + 1).estimate(MEASURES))
                .toList();
        List<Summary> summaries = new ArrayList<>();
        for (int m = 0; m < MEASURES.size(); m++) {
            int measure = m;
            List<SimulatedWorld.Outcome> outcomes = all.stream()
                    .map(world -> world.get(measure))
                    .filter(one -> !Double.isNaN(one.estimate() + one.realised() + one.lower()))
                    .toList();
            summaries.add(new Summary(
                    MEASURES.get(m),
                    outcomes.size(),
                    mean(outcomes, one -> one.lower() <= one.realised() && one.realised() <= one.upper() ? 1 : 0),
                    mean(outcomes, one -> one.estimate() - one.realised()),
                    mean(outcomes, one -> one.estimate() - setting.lagMonths()),
                    mean(outcomes, one -> one.upper() - one.lower())));
        }
        return summaries;
    }

    private static double mean(
            List<SimulatedWorld.Outcome> outcomes, java.util.function.ToDoubleFunction<SimulatedWorld.Outcome> of) {
        return outcomes.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
