package io.vorsprung.alert.query;

import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.common.alert.Alert;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What has been told. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
public class AlertsResource {

    private final AlertStore alerts;
    private final AlertConfig config;

    public AlertsResource(AlertStore alerts, AlertConfig config) {
        this.alerts = alerts;
        this.config = config;
    }

    @GET
    @Transactional
    @Operation(summary = "Alerts, newest first; with state=firing those that are firing now")
    public List<Alert> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (offset < 0 || limit < 1 || limit > config.pageLimit()) {
            throw invalid("offset from 0, limit from 1 to " + config.pageLimit());
        }
        if (state == null) {
            return alerts.newest(offset, limit);
        }
        if (!"firing".equals(state)) {
            throw invalid("state firing, or none");
        }
        return alerts.firing(offset, limit);
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "An alert")
    public Alert get(@PathParam("id") String id) {
        return alerts.find(id)
                .orElseThrow(() ->
                        new ProblemException(Problem.of("not-found", "There is no such thing", 404, "no alert " + id)));
    }

    private static ProblemException invalid(String expected) {
        return new ProblemException(
                Problem.of("invalid-parameter", "A parameter is not valid", 400, "expected " + expected));
    }
}
