package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.vintage.Estimator;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How the estimate for one day changed as facts came in, were corrected or withdrawn. */
@Path("/v1/gap/{comparison}/{measure}/vintages")
@Produces(MediaType.APPLICATION_JSON)
public class VintagesResource {

    private static final int MOST = 120;

    private final Vintages vintages;
    private final Clock clock = Clock.systemUTC();

    public VintagesResource(Vintages vintages) {
        this.vintages = vintages;
    }

    /**
     * The estimate by the knowledge of one moment.
     *
     * @param revisedBy against the vintage before it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VintageView(
            Instant knownAt,
            @Nullable Double value,
            @Nullable Double revisedBy,
            long revision,
            String stateHash) {}

    /** Oldest first; {@code meanAbsoluteRevision} over those that have one, in the unit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VintageSeries(
            String comparison,
            String measure,
            String unit,
            LocalDate asOf,
            @Nullable Double meanAbsoluteRevision,
            List<VintageView> vintages) {}

    @GET
    @Operation(summary = "The estimate for a day, by what was known at the end of it and every step after")
    public VintageSeries vintages(
            @PathParam("comparison") String comparison,
            @PathParam("measure") String measure,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("step") @Nullable String step) {
        Moment moment = Moment.of(asOf, null, clock);
        Comparison compared = Question.comparison(comparison);
        Measure asked = Question.measure(measure);
        Period stride = History.stride(step == null ? "P1M" : step);
        List<VintageView> views = new ArrayList<>();
        @Nullable Double before = null;
        for (LocalDate day = moment.asOf(); ; day = moment.asOf().plus(stride.multipliedBy(views.size()))) {
            Moment known = Moment.of(null, day.toString(), clock);
            if (views.size() == MOST) {
                throw Moment.invalid("step", "one that gives at most " + MOST + " vintages");
            }
            Vintage vintage = vintages.knownAt(known.knownAt());
            OptionalDouble value = Estimator.pointwise(vintage, compared).value(asked, moment.asOf());
            @Nullable Double now = value.isPresent() ? value.getAsDouble() : null;
            views.add(new VintageView(
                    known.knownAt(),
                    now,
                    now == null || before == null ? null : now - before,
                    vintage.facts().revision(),
                    vintage.facts().stateHash()));
            before = now;
            if (!day.isBefore(LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC))) {
                break;
            }
        }
        OptionalDouble mean = views.stream()
                .map(VintageView::revisedBy)
                .filter(java.util.Objects::nonNull)
                .mapToDouble(revision -> Math.abs(revision))
                .average();
        return new VintageSeries(
                comparison,
                asked.id(),
                asked.unit(),
                moment.asOf(),
                mean.isPresent() ? mean.getAsDouble() : null,
                List.copyOf(views));
    }
}
