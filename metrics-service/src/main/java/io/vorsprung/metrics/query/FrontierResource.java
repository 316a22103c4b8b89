package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.frontier.Frontier;
import io.vorsprung.metrics.gap.CatchUp;
import io.vorsprung.metrics.gap.FrontierPair;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The staircases behind a gap, and who was matched by whom. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class FrontierResource {

    private final Vintages vintages;
    private final Clock clock = Clock.systemUTC();

    public FrontierResource(Vintages vintages) {
        this.vintages = vintages;
    }

    /** A model that was better than everything of its cohort before. */
    public record Step(String model, String name, LocalDate on, double index) {}

    /** The steps of both cohorts up to a day, oldest first. */
    public record Frontiers(String comparison, LocalDate asOf, List<Step> leader, List<Step> follower) {}

    /**
     * A leader's model.
     *
     * @param matchedBy the first follower model with at least its index; absent where there is none yet
     * @param days until the match, or so far
     * @param chanceWithinYear of a match within a year from now, by Kaplan and Meier; absent where matched or not determined
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Chased(
            Step model,
            @Nullable Step matchedBy,
            int days,
            @Nullable Double chanceWithinYear) {}

    /** Each of the leader's frontier models, and the summaries in days. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CatchUpView(
            String comparison,
            LocalDate asOf,
            @Nullable Double medianDays,
            @Nullable Double restrictedMeanDays,
            @Nullable Double matchedOnlyMeanDays,
            List<Chased> models) {}

    @GET
    @Path("frontiers/{comparison}")
    @Operation(summary = "Both cohorts' frontier models")
    public Frontiers frontiers(
            @PathParam("comparison") String comparison,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("knownAt") @Nullable String knownAt) {
        Comparison asked = Question.comparison(comparison);
        Moment moment = Moment.of(asOf, knownAt, clock);
        Vintage vintage = vintages.knownAt(moment.knownAt());
        FrontierPair pair = vintage.cohorts(asked).frontiers();
        return new Frontiers(
                comparison,
                moment.asOf(),
                steps(vintage, pair.leader(), moment.asOf()),
                steps(vintage, pair.follower(), moment.asOf()));
    }

    @GET
    @Path("catch-up/{comparison}")
    @Operation(summary = "Each frontier model of the leader: matched by whom and when, or the chance of it")
    public CatchUpView catchUp(
            @PathParam("comparison") String comparison,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("knownAt") @Nullable String knownAt) {
        Comparison asked = Question.comparison(comparison);
        Moment moment = Moment.of(asOf, knownAt, clock);
        Vintage vintage = vintages.knownAt(moment.knownAt());
        FrontierPair pair = vintage.cohorts(asked).frontiers();
        CatchUp catchUp = CatchUp.on(pair, Math.toIntExact(moment.asOf().toEpochDay()));
        return new CatchUpView(
                comparison,
                moment.asOf(),
                boxed(catchUp.median()),
                boxed(catchUp.restrictedMean()),
                boxed(catchUp.matchedMean()),
                catchUp.chases().stream()
                        .map(chase -> new Chased(
                                step(vintage, pair.leader(), chase.step()),
                                chase.isMatched() ? step(vintage, pair.follower(), chase.matchStep()) : null,
                                chase.days(),
                                chase.isMatched() ? null : boxed(catchUp.chanceWithin(chase.days(), 365))))
                        .toList());
    }

    private static List<Step> steps(Vintage vintage, Frontier frontier, LocalDate asOf) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i <= frontier.at(Math.toIntExact(asOf.toEpochDay())); i++) {
            steps.add(step(vintage, frontier, i));
        }
        return steps;
    }

    private static Step step(Vintage vintage, Frontier frontier, int step) {
        ModelRelease release = vintage.release(frontier, step);
        return new Step(release.model(), release.name(), release.releasedOn(), frontier.value(step));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
