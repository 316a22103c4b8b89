package io.vorsprung.metrics.vintage;

import io.vorsprung.metrics.capability.Anchor;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.catalogue.BenchmarkCatalogue;
import io.vorsprung.metrics.ledger.Digest;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an estimate depends on beside the facts.
 *
 * @param anchors models whose index is given, in order; the first two that are known make the scale
 * @param leastBenchmarks models with fewer are not rated
 * @param window trailing window of the rolling statistics
 * @param draws that intervals are made of; 0 for point estimates only
 * @param intervals what is drawn from
 * @param catalogue what is known of the benchmarks
 * @param provenance of the results that count; empty for all
 * @param leastInSlice models with fewer results in a domain or basket are not rated there
 */
public record EstimatorSettings(
        FitParameters fit,
        List<Anchor> anchors,
        int leastBenchmarks,
        Period window,
        int draws,
        Intervals intervals,
        BenchmarkCatalogue catalogue,
        Optional<Provenance> provenance,
        int leastInSlice) {

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
                .append(intervals.name().toLowerCase(Locale.ROOT))
                .append(" catalogue=")
                .append(new Digest().add(catalogue.canonical()).hex())
                .append(" provenance=")
                .append(provenance.map(Provenance::name).orElse("ALL"))
                .append(" slice=")
                .append(leastInSlice);
        anchors.forEach(anchor ->
                text.append(' ').append(anchor.model()).append('=').append(Double.doubleToLongBits(anchor.index())));
        return text.toString();
    }

    /** The same with results of one provenance only. */
    public EstimatorSettings only(Provenance asked) {
        return new EstimatorSettings(
                fit, anchors, leastBenchmarks, window, draws, intervals, catalogue, Optional.of(asked), leastInSlice);
    }

    /** The same with another penalty. */
    public EstimatorSettings withPenalty(double penalty) {
        return new EstimatorSettings(
                new FitParameters(fit.version(), penalty, fit.anchorBenchmark()),
                anchors,
                leastBenchmarks,
                window,
                draws,
                intervals,
                catalogue,
                provenance,
                leastInSlice);
    }
}
