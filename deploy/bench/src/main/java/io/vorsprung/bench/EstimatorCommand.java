package io.vorsprung.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** Fits and draws beside SciPy. */
@Command(name = "estimator", description = "Cold fit, warm update and draws, beside SciPy's least squares.")
final class EstimatorCommand implements Callable<Integer> {

    private static final double MOST_OBJECTIVE = 13.042;
    private static final double MOST_PER_CELL = 2;

    /** Not what the service does by default: its cost per cell is shown, and has no bar. */
    private static final String BY_CONFIGURATION = "bootstrap100";

    private boolean missed;

    @Override
    public Integer call() throws RunnerException, IOException, InterruptedException {
        Workload workload = Workload.of(1);
        System.out.println("SciPy, one fit and three draws ...");
        Optional<Peer> peer = Peer.run(workload.scores());
        Map<String, Double> millis = new HashMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(EstimatorBenchmark.class.getName())
                        .build())
                .run()) {
            String name = result.getParams().getBenchmark();
            millis.put(
                    name.substring(name.lastIndexOf('.') + 1)
                            + result.getParams().getParam("times"),
                    result.getPrimaryResult().getScore());
        }
        print(millis, peer, workload.fit().objective(), workload.matrix().cells());
        return missed ? 1 : 0;
    }

    private void print(Map<String, Double> millis, Optional<Peer> peer, double objective, int cells) {
        System.out.printf(
                Locale.ROOT,
                "%nBundled history: %d cells; Java %s, %d processors. Milliseconds.%n%n",
                cells,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        System.out.println(
                "| what | 1x | 10x | 100x | cost per cell, 100x against 1x | peer, 1x | times faster | bar |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        line(millis, "cold", peer.map(Peer::fitSeconds), 100);
        line(millis, "warm", peer.map(Peer::fitSeconds), 600);
        line(millis, "posterior100", peer.map(found -> 100 * found.drawSeconds()), 300);
        line(millis, "posterior200", peer.map(found -> 200 * found.drawSeconds()), 300);
        line(millis, "bootstrap100", peer.map(found -> 100 * found.drawSeconds()), 300);
        missed |= objective > MOST_OBJECTIVE;
        System.out.printf(
                Locale.ROOT,
                "%nObjective %.6f (bar: at most %.3f)%s%n",
                objective,
                MOST_OBJECTIVE,
                peer.map(found -> String.format(Locale.ROOT, "; peer %.6f", found.objective()))
                        .orElse("; no peer: Python 3 with SciPy is not here (Debian: python3-scipy)"));
        System.out.println(missed ? "A bar is missed." : "Every bar that could be tried is met.");
    }

    private void line(Map<String, Double> millis, String name, Optional<Double> peerSeconds, double bar) {
        double one = millis.getOrDefault(name + 1, Double.NaN);
        double perCell = millis.getOrDefault(name + 100, Double.NaN) / (100 * one);
        Optional<Double> faster = peerSeconds.map(seconds -> 1000 * seconds / one);
        missed |= faster.isPresent() && faster.get() < bar;
        missed |= perCell > MOST_PER_CELL && !name.equals(BY_CONFIGURATION);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.2f | %.1f | %.2f | %s | %s | %.0f |%n",
                name,
                one,
                millis.getOrDefault(name + 10, Double.NaN),
                millis.getOrDefault(name + 100, Double.NaN),
                perCell,
                peerSeconds
                        .map(seconds -> String.format(Locale.ROOT, "%.0f", 1000 * seconds))
                        .orElse("-"),
                faster.map(found -> String.format(Locale.ROOT, "%.0f", found)).orElse("-"),
                bar);
    }
}
