package io.vorsprung.metrics.estimate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vorsprung.common.estimate.GapEstimate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest estimates as metrics: {@code vorsprung_gap} by comparison, measure and statistic (value, lower, upper). */
@ApplicationScoped
class GapGauges {

    private final MeterRegistry meters;
    private final Map<String, Double> values = new ConcurrentHashMap<>();

    GapGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    void show(GapEstimate estimate) {
        show(estimate, "value", estimate.value());
        show(estimate, "lower", estimate.lower());
        show(estimate, "upper", estimate.upper());
    }

    /** Not a number where it is not defined. */
    private void show(GapEstimate estimate, String statistic, @Nullable Double value) {
        String key = estimate.series() + "/" + statistic;
        if (values.put(key, value == null ? Double.NaN : value) == null) {
            Gauge.builder("vorsprung.gap", values, all -> all.getOrDefault(key, Double.NaN))
                    .description("the newest estimate, in the unit of its measure")
                    .tag("comparison", estimate.comparison())
                    .tag("measure", estimate.measure())
                    .tag("statistic", statistic)
                    .register(meters);
        }
    }
}
