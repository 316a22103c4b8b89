package io.vorsprung.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A million results through an ingest service with a small heap: how fast, and whether its memory stays flat. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Imports generated results with a heap of 256 MB in the ingest service.")
final class ImportCommand implements Callable<Integer> {

    private static final int BENCHMARKS = 50;
    private static final double MOST_GROWTH = 1.25;
    private static final long SAMPLE_MILLIS = 500;
    private static final double MB = 1 << 20;

    @Option(names = "--results", defaultValue = "1000000", description = "how many (${DEFAULT-VALUE})")
    private int results;

    @Override
    public Integer call() throws Exception {
        Path file = Files.createTempFile("results", ".csv");
        try (LocalStack stack = LocalStack.start(Map.of("VORSPRUNG_INGEST_OPTS", "-Xmx256m"), "--no-history")) {
            write(file);
            List<Double> used = Collections.synchronizedList(new ArrayList<>());
            AtomicBoolean over = new AtomicBoolean();
            Thread watch = new Thread(() -> sample(stack, used, over), "heap");
            watch.start();
            long began = System.nanoTime();
            int exit = stack.run(Map.of(), "import", file.toString());
            double seconds = (System.nanoTime() - began) / 1e9;
            over.set(true);
            watch.join();
            double early = largest(used.subList(0, used.size() / 2));
            double late = largest(used.subList(used.size() / 2, used.size()));
            System.out.printf(
                    Locale.ROOT,
                    "%n%d results, %.0f MB, in %.1f s: %.0f a second; ingest service with -Xmx256m on %d processors.%n"
                            + "Largest heap in use: %.0f MB in the first half, %.0f MB in the second (bar: within %.2f times).%n",
                    results,
                    Files.size(file) / MB,
                    seconds,
                    results / seconds,
                    Runtime.getRuntime().availableProcessors(),
                    early,
                    late,
                    MOST_GROWTH);
            return exit == 0 && late <= MOST_GROWTH * early ? 0 : 1;
        } finally {
            Files.delete(file);
        }
    }

    private void write(Path file) throws IOException {
        try (BufferedWriter rows = Files.newBufferedWriter(file)) {
            rows.write("model,benchmark,score,unit,evaluatedOn,evaluator\n");
            for (int i = 0; i < results; i++) {
                rows.write("model-" + i / BENCHMARKS + ",benchmark-" + i % BENCHMARKS + ",0."
                        + (1_000 + (int) (i * 7_919L % 8_999)) + ",fraction,2026-01-01,bench\n");
            }
        }
    }

    /** What the service itself says of its heap. */
    private static void sample(LocalStack stack, List<Double> used, AtomicBoolean over) {
        while (!over.get()) {
            try {
                String metrics = new String(
                        stack.ingest("/q/metrics").toURL().openStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
                used.add(metrics.lines()
                                .filter(line ->
                                        line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                                .sum()
                        / MB);
                Thread.sleep(SAMPLE_MILLIS);
            } catch (IOException busy) {
                used.add(0.0);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
