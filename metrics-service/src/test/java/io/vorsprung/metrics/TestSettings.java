package io.vorsprung.metrics;

import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import io.vorsprung.metrics.vintage.EstimatorSettings;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** The settings that the service has by default. */
public final class TestSettings {

    public static final EstimatorSettings DEFAULT = new EstimatorSettings(
            FitParameters.EPOCH,
            List.of(new Anchor("gpt-5", 150), new Anchor("claude-3.5-sonnet", 130)),
            4,
            Period.ofMonths(12),
            200,
            EstimatorSettings.Intervals.POSTERIOR,
            BenchmarkCatalogue.BUILT_IN,
            Optional.empty(),
            2);

    private TestSettings() {}
}
