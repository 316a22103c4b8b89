package io.vorsprung.alert.query;

import io.vorsprung.alert.evaluate.Evaluation;
import io.vorsprung.common.estimate.GapEstimate;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the rules were last held against. */
@Path("/v1/estimates")
@Produces(MediaType.APPLICATION_JSON)
public class EstimatesResource {

    private final Evaluation evaluation;

    public EstimatesResource(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    @GET
    @Operation(summary = "The newest estimate of each series, by series")
    public List<GapEstimate> latest() {
        return evaluation.latest();
    }
}
