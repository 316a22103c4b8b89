package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.ledger.FactsInForce;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Revisions;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How the estimate for one day changed as facts came in, were corrected or withdrawn. */
@Path("/v1/gap/{comparison}/" + GapResource.MEASURE + "/vintages")
@Produces(MediaType.APPLICATION_JSON)
public class VintagesResource {

    private static final int MOST = 120;
    private static final int MONTHS = 24;

    private final Vintages vintages;
    private final Clock clock = Clock.systemUTC();

    public VintagesResource(Vintages vintages) {
        this.vintages = vintages;
    }

    /**
     * The estimate by the knowledge of one moment.
     *
     * @param revisedBy against the vintage before it
     * @param changes of the facts against the vintage before it; absent for the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VintageView(
            Instant knownAt,
            @Nullable Double value,
            @Nullable Double revisedBy,
            FactsInForce.@Nullable Changes changes,
            long revision,
            String stateHash) {}

    /**
     * Oldest first.
     *
     * @param meanAbsoluteRevision over the vintages that have one, in the unit
     * @param revisionsByAge how far estimates of the last {@value #MONTHS} month ends were from today's, by their age
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VintageSeries(
            String comparison,
            String measure,
            String unit,
            LocalDate asOf,
            @Nullable Double meanAbsoluteRevision,
            List<VintageView> vintages,
            List<Revisions> revisionsByAge) {}

    @GET
    @Operation(summary = "The estimate for a day, by what was known at the end of it and every step after")
    public VintageSeries vintages(
            @PathParam("comparison") String comparison,
            @PathParam("measure") String measure,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("step") @Nullable String step) {
        Moment moment = Moment.of(asOf, null, clock);
        Comparison compared = Question.comparison(comparison);
        GapMeasure asked = Question.measure(measure);
        List<VintageView> views = views(compared, asked, moment.asOf(), History.stride(step == null ? "P1M" : step));
        OptionalDouble mean = views.stream()
                .map(VintageView::revisedBy)
                .filter(Objects::nonNull)
                .mapToDouble(revision -> Math.abs(revision))
                .average();
        return new VintageSeries(
                comparison,
                asked.id(),
                asked.unit(),
                moment.asOf(),
                mean.isPresent() ? mean.getAsDouble() : null,
                views,
                Revisions.of(compared, asked, today(), MONTHS, vintages::knownAt));
    }

    private List<VintageView> views(Comparison comparison, GapMeasure measure, LocalDate asOf, Period stride) {
        List<VintageView> views = new ArrayList<>();
        @Nullable Double before = null;
        @Nullable FactsInForce factsBefore = null;
        for (LocalDate day = asOf; ; day = asOf.plus(stride.multipliedBy(views.size()))) {
            if (views.size() == MOST) {
                throw Moment.invalid("step", "one that gives at most " + MOST + " vintages");
            }
            Moment known = Moment.of(null, day.toString(), clock);
            Vintage vintage = vintages.knownAt(known.knownAt());
            OptionalDouble value = Estimator.pointwise(vintage, comparison).value(measure, asOf);
            @Nullable Double now = value.isPresent() ? value.getAsDouble() : null;
            views.add(new VintageView(
                    known.knownAt(),
                    now,
                    now == null || before == null ? null : now - before,
                    factsBefore == null ? null : vintage.facts().changesSince(factsBefore),
                    vintage.facts().revision(),
                    vintage.facts().stateHash()));
            before = now;
            factsBefore = vintage.facts();
            if (!day.isBefore(today())) {
                return List.copyOf(views);
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
