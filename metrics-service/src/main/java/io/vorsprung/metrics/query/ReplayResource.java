package io.vorsprung.metrics.query;

import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Computes everything again from the recorded events, from nothing, and compares. */
@Path("/v1/replay:verify")
@Produces(MediaType.APPLICATION_JSON)
public class ReplayResource {

    private final Vintages vintages;
    private final Clock clock = Clock.systemUTC();

    public ReplayResource(Vintages vintages) {
        this.vintages = vintages;
    }

    /**
     * What the comparison came to.
     *
     * @param verified whether every hash is the same
     * @param estimates number of estimates compared
     * @param differing series whose hashes differ
     */
    public record Verdict(boolean verified, long revision, String stateHash, int estimates, List<String> differing) {}

    @POST
    @Operation(summary = "Replays the recorded events into an empty ledger and compares every estimate's hash")
    public Verdict verify(@QueryParam("asOf") @Nullable String asOf, @QueryParam("knownAt") @Nullable String knownAt) {
        Moment moment = Moment.of(asOf, knownAt, clock);
        Vintage kept = vintages.knownAt(moment.knownAt());
        Vintage replayed = vintages.replayed(moment.knownAt());
        List<String> differing = new ArrayList<>();
        int estimates = 0;
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator one = Estimator.withIntervals(kept, comparison);
            Estimator other = Estimator.withIntervals(replayed, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                estimates++;
                var was = one.estimate(measure, moment.asOf(), moment.knownAt(), Cause.EVENT);
                var is = other.estimate(measure, moment.asOf(), moment.knownAt(), Cause.EVENT);
                if (!was.estimateHash().equals(is.estimateHash())) {
                    differing.add(was.series());
                }
            }
        }
        return new Verdict(
                differing.isEmpty(),
                replayed.facts().revision(),
                replayed.facts().stateHash(),
                estimates,
                List.copyOf(differing));
    }
}
