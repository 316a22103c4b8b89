package io.vorsprung.metrics.vintage;

import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.FitParameters;
import java.time.Period;
import java.util.List;
import java.util.Locale;

/**
 * What an estimate depends on beside the facts.
 *
 * @param anchors models whose index is given, in order; the first two that are known make the scale
 * @param leastBenchmarks models with fewer are not rated
 * @param window trailing window of the rolling statistics
 * @param draws that intervals are made of; 0 for point estimates only
 * @param intervals what is drawn from
 */
public record EstimatorSettings(
        FitParameters fit, List<Anchor> anchors, int leastBenchmarks, Period window, int draws, Intervals intervals) {

    /** Where the draws come from. */
    public enum Intervals {
        /** {@link io.vorsprung.metrics.capability.PosteriorDraws}. */
        POSTERIOR,
        /** {@link io.vorsprung.metrics.capability.PoissonBootstrap}. */
        BOOTSTRAP
    }

    public EstimatorSettings {
        anchors = List.copyOf(anchors);
    }

    /** One text for equal settings; part of every estimate's hash. */
    public String canonical() {
        StringBuilder text = new StringBuilder(fit.version())
                .append(" penalty=")
                .append(Double.doubleToLongBits(fit.penalty()))
                .append(" anchor=")
                .append(fit.anchorBenchmark())
                .append(" least=")
                .append(leastBenchmarks)
                .append(" window=")
                .append(window)
                .append(" draws=")
                .append(draws)
                .append(' ')
                .append(intervals.name().toLowerCase(Locale.ROOT));
        anchors.forEach(anchor ->
                text.append(' ').append(anchor.model()).append('=').append(Double.doubleToLongBits(anchor.index())));
        return text.toString();
    }
}
