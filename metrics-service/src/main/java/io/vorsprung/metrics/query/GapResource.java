package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How far ahead, by comparison and measure. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class GapResource {

    private static final String CSV = "text/csv";

    /** A name, or {@code benchmark/} and a name. */
    static final String MEASURE = "{measure:(benchmark/)?[^/]+}";

    private final Vintages vintages;
    private final DailyEstimates daily;
    private final MetricsConfig config;
    private final Clock clock = Clock.systemUTC();

    public GapResource(Vintages vintages, DailyEstimates daily, MetricsConfig config) {
        this.vintages = vintages;
        this.daily = daily;
        this.config = config;
    }

    /** A comparison and its cohorts' names. */
    public record ComparisonView(String id, String leader, String follower) {
        static ComparisonView of(Comparison comparison) {
            return new ComparisonView(
                    comparison.id(),
                    comparison.leader().name(),
                    comparison.follower().name());
        }
    }

    /**
     * Every measure of a comparison on a day.
     *
     * @param newestEvent day of the newest release or result that is known
     * @param revision number of events recorded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gap(
            String comparison,
            LocalDate asOf,
            @Nullable LocalDate newestEvent,
            long revision,
            List<GapEstimate> estimates) {}

    @GET
    @Path("comparisons")
    @Operation(summary = "Who can be set against whom")
    public List<ComparisonView> comparisons() {
        return Comparison.BUILT_IN.stream().map(ComparisonView::of).toList();
    }

    @GET
    @Path("gap")
    @Operation(summary = "The headline comparison, every measure")
    public Gap headline(@BeanParam Asked asked) {
        return gap(Comparison.BUILT_IN.get(0), asked);
    }

    @GET
    @Path("gap/{comparison}")
    @Operation(summary = "A comparison, every measure")
    public Gap comparison(@PathParam("comparison") String comparison, @BeanParam Asked asked) {
        return gap(Question.comparison(comparison), asked);
    }

    @GET
    @Path("gap/{comparison}/" + MEASURE)
    @Operation(summary = "One measure of a comparison")
    public GapEstimate measure(
            @PathParam("comparison") String comparison, @PathParam("measure") String measure, @BeanParam Asked asked) {
        Moment moment = Moment.of(asked.asOf, asked.knownAt, clock);
        GapMeasure measured = Question.measure(measure);
        Question.Part part = part(asked).of(measured);
        Vintage vintage = vintages.knownAt(moment.knownAt(), part.provenance());
        return Estimator.withIntervals(vintage, Question.comparison(comparison), part.slice())
                .estimate(measured, moment.asOf(), moment.knownAt(), Cause.EVENT);
    }

    @GET
    @Path("gap/{comparison}/" + MEASURE + "/history")
    @Operation(summary = "A measure day by day, by today's knowledge or that of knownAt")
    public History history(
            @PathParam("comparison") String comparison,
            @PathParam("measure") String measure,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("step") @Nullable String step,
            @BeanParam Asked asked) {
        Moment moment = Moment.of(to, asked.knownAt, clock);
        GapMeasure measured = Question.measure(measure);
        Question.Part part = part(asked).of(measured);
        Estimator estimator = Estimator.pointwise(
                vintages.knownAt(moment.knownAt(), part.provenance()), Question.comparison(comparison), part.slice());
        return History.of(comparison, measured, estimator, moment, from, step, config);
    }

    @GET
    @Path("gap/{comparison}/" + MEASURE + "/history")
    @Produces(CSV)
    @Operation(hidden = true)
    public String historyAsCsv(
            @PathParam("comparison") String comparison,
            @PathParam("measure") String measure,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("step") @Nullable String step,
            @BeanParam Asked asked) {
        return history(comparison, measure, from, to, step, asked).csv();
    }

    @GET
    @Path("gap/{comparison}/" + MEASURE + "/daily")
    @Produces("application/x-ndjson")
    @Operation(
            summary = "One estimate a day, newline-delimited, as it was or would have been published",
            description = "without knownAt by what was known on each day, else on all of them by what was known then;"
                    + " quantiles=true brings the distribution, which takes longer")
    public StreamingOutput daily(
            @PathParam("comparison") String comparison,
            @PathParam("measure") String measure,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("quantiles") boolean quantiles,
            @BeanParam Asked asked) {
        Moment moment = Moment.of(to, asked.knownAt, clock);
        GapMeasure measured = Question.measure(measure);
        DailyEstimates.Series series = new DailyEstimates.Series(
                Question.comparison(comparison), measured, part(asked).of(measured), quantiles);
        LocalDate first = History.first(from, moment.asOf(), config);
        if (first.plusDays(config.pageLimit()).isBefore(moment.asOf())) {
            throw Moment.invalid("from", "a day at most " + config.pageLimit() + " days before " + moment.asOf());
        }
        return out -> {
            Consumer<GapEstimate> line = estimate -> {
                try {
                    out.write(EventJson.write(estimate));
                    out.write('\n');
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            };
            try {
                if (asked.knownAt == null) {
                    daily.asKnownThen(series, first, moment.asOf(), moment.knownAt(), line);
                } else {
                    daily.asKnownAt(series, first, moment.asOf(), moment.knownAt(), line);
                }
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        };
    }

    private Gap gap(Comparison comparison, Asked asked) {
        Moment moment = Moment.of(asked.asOf, asked.knownAt, clock);
        Question.Part part = part(asked);
        Vintage vintage = vintages.knownAt(moment.knownAt(), part.provenance());
        Estimator estimator = Estimator.withIntervals(vintage, comparison, part.slice());
        return new Gap(
                comparison.id(),
                moment.asOf(),
                vintage.facts().newest().orElse(null),
                vintage.facts().revision(),
                GapMeasure.all().stream()
                        .filter(measure -> part.slice().isAll() || measure instanceof Measure)
                        .map(measure -> estimator.estimate(measure, moment.asOf(), moment.knownAt(), Cause.EVENT))
                        .toList());
    }

    private Question.Part part(Asked asked) {
        return Question.part(asked.domain, asked.basket, vintages.settings().catalogue());
    }
}
