package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.metrics.capability.SelfReportBias;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.EstimatorSettings;
import io.vorsprung.metrics.vintage.Provenance;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What an estimate depends on beside the facts: the penalty of the fit, and who reported the scores. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class SensitivityResource {

    private static final double[] PENALTIES = {0.001, 0.01, 0.1, 1};

    private final Vintages vintages;
    private final Clock clock = Clock.systemUTC();

    public SensitivityResource(Vintages vintages) {
        this.vintages = vintages;
    }

    /** The measure by one penalty; absent where it is not defined. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ByPenalty(double penalty, @Nullable Double value) {}

    /** @param used the penalty of the estimates that are published */
    public record Sensitivity(
            String comparison, String measure, String unit, LocalDate asOf, double used, List<ByPenalty> penalties) {}

    /**
     * @param results by provenance
     * @param bias of self-reported scores, in logits of the expected score; absent where no model has both kinds
     * @param biasIndexPoints the same on the scale of the index
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WhoReports(
            Map<String, Long> results,
            @Nullable SelfReportBias bias,
            @Nullable Double biasIndexPoints) {}

    @GET
    @Path("gap/{comparison}/" + GapResource.MEASURE + "/sensitivity")
    @Operation(summary = "The estimate by other penalties of the fit")
    public Sensitivity sensitivity(
            @PathParam("comparison") String comparison,
            @PathParam("measure") String measure,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("knownAt") @Nullable String knownAt) {
        Moment moment = Moment.of(asOf, knownAt, clock);
        Comparison compared = Question.comparison(comparison);
        GapMeasure asked = Question.measure(measure);
        EstimatorSettings settings = vintages.settings();
        return new Sensitivity(
                comparison,
                asked.id(),
                asked.unit(),
                moment.asOf(),
                settings.fit().penalty(),
                DoubleStream.of(PENALTIES)
                        .mapToObj(penalty -> {
                            Vintage vintage = vintages.knownAt(moment.knownAt(), settings.withPenalty(penalty));
                            OptionalDouble value =
                                    Estimator.pointwise(vintage, compared).value(asked, moment.asOf());
                            return new ByPenalty(penalty, value.isPresent() ? value.getAsDouble() : null);
                        })
                        .toList());
    }

    @GET
    @Path("provenance")
    @Operation(summary = "Who reported the scores, and how far self-reported ones lie above independent ones")
    public WhoReports provenance(@QueryParam("knownAt") @Nullable String knownAt) {
        Vintage vintage = vintages.knownAt(Moment.of(null, knownAt, clock).knownAt());
        Map<String, Long> results = new TreeMap<>();
        vintage.facts()
                .results()
                .forEach(result -> results.merge(
                        Provenance.of(result, vintage.settings().catalogue()).label(), 1L, Long::sum));
        @Nullable SelfReportBias bias = vintage.selfReportBias().orElse(null);
        return new WhoReports(
                results,
                bias,
                bias == null ? null : bias.capability() * vintage.scale().factor());
    }
}
