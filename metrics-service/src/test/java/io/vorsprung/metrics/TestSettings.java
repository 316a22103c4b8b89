package io.vorsprung.metrics;

import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.vintage.EstimatorSettings;
import java.time.Period;
import java.util.List;

/** The settings that the service has by default. */
public final class TestSettings {

    public static final EstimatorSettings DEFAULT = new EstimatorSettings(
            FitParameters.EPOCH,
            List.of(new Anchor("gpt-5", 150), new Anchor("claude-3.5-sonnet", 130)),
            4,
            Period.ofMonths(12),
            200,
            EstimatorSettings.Intervals.POSTERIOR);

    private TestSettings() {}
}
