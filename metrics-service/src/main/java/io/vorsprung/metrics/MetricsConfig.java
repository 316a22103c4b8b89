package io.vorsprung.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import io.vorsprung.metrics.vintage.EstimatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** What the metrics service can be told. */
@ConfigMapping(prefix = "vorsprung.metrics")
public interface MetricsConfig {

    /** Models whose index is given, {@code model:index}, in order: the first two that are known make the scale. */
    List<String> anchors();

    /** Benchmark whose slope is 1 and whose difficulty is 0. */
    @WithDefault("winogrande")
    String anchorBenchmark();

    /** Numerator of the ridge penalty's factor. */
    @WithDefault("0.1")
    double penalty();

    /** Models with results on fewer benchmarks are not rated. */
    @WithDefault("4")
    int leastBenchmarks();

    /** Trailing window of the rolling statistics, ISO 8601 period. */
    @WithDefault("P12M")
    String window();

    /** Draws that intervals are made of; 0 for none. */
    @WithDefault("200")
    int draws();

    /** Models with fewer results on a domain's or basket's benchmarks are not rated there. */
    @WithDefault("2")
    int leastInSlice();

    /** CSV files like {@code benchmarks.csv} of the service, whose entries add to it or replace its own. */
    Optional<List<Path>> benchmarkCatalogues();

    /** What is drawn from: {@code posterior}, or {@code bootstrap} (Poisson). */
    @WithDefault("posterior")
    EstimatorSettings.Intervals intervals();

    /** How long to gather after a first new event; what comes while an estimate is made is one more estimate in any case. */
    @WithDefault("0ms")
    Duration gather();

    /**
     * The other point estimates follow the headline so much later, at once where news waits: on few processors whoever evaluates
     * the headline need not share them with forty-eight others that few ask for.
     */
    @WithDefault("5ms")
    Duration headlineLead();

    /** Intervals follow the point estimates when nothing has been told for so long. */
    @WithDefault("100ms")
    Duration intervalsAfter();

    /** While news keeps coming point estimates go first; intervals follow at least this often. */
    @WithDefault("30s")
    Duration intervalsWithin();

    /**
     * After an event that was recorded long before it came (history that is being imported) nothing is published until as
     * long has passed without another, so that no bell rings for a history that is only half there.
     */
    @WithDefault("2s")
    Duration backfillQuiet();

    /** From this age on an event that comes is history. */
    @WithDefault("5m")
    Duration backfillAge();

    /** How long to wait before a batch is tried again that the database did not take. */
    @WithDefault("1s")
    Duration retryDelay();

    /** Most entries of a page, and of a history. */
    @WithDefault("5000")
    int pageLimit();

    /** Estimates of one day each, for histories day by day, that are kept in memory. */
    @WithDefault("20000")
    int daysKept();

    /** Vintages of the past that are kept in memory. */
    @WithDefault("16")
    int vintagesKept();

    default EstimatorSettings estimator() {
        List<Anchor> parsed = anchors().stream()
                .map(anchor -> {
                    int colon = anchor.lastIndexOf(':');
                    if (colon < 1) {
                        throw new IllegalArgumentException(
                                "vorsprung.metrics.anchors: expected model:index, was " + anchor);
                    }
                    return new Anchor(anchor.substring(0, colon), Double.parseDouble(anchor.substring(colon + 1)));
                })
                .toList();
        return new EstimatorSettings(
                new FitParameters(FitParameters.EPOCH.version(), penalty(), anchorBenchmark()),
                parsed,
                leastBenchmarks(),
                Period.parse(window()),
                draws(),
                intervals(),
                BenchmarkCatalogue.BUILT_IN.with(benchmarkCatalogues().orElse(List.of())),
                Optional.empty(),
                leastInSlice());
    }
}
