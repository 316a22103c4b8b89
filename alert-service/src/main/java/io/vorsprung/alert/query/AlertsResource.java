package io.vorsprung.alert.query;

import io.smallrye.mutiny.Multi;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.common.alert.Alert;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What has been told: as a list, as a stream, as a feed. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
public class AlertsResource {

    private final AlertStore alerts;
    private final AlertStream stream;
    private final AlertConfig config;

    public AlertsResource(AlertStore alerts, AlertStream stream, AlertConfig config) {
        this.alerts = alerts;
        this.stream = stream;
        this.config = config;
    }

    @GET
    @Operation(summary = "Alerts, newest first; with state=firing those that are firing now")
    public List<Alert> list(@QueryParam("state") @Nullable String state, @BeanParam Page page) {
        page.checked(config);
        if (state == null) {
            return alerts.newest(page.offset, page.limit);
        }
        if (!"firing".equals(state)) {
            throw Answers.invalid("state", "firing, or none");
        }
        return alerts.firing(page.offset, page.limit);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "An alert")
    public Alert get(@PathParam("id") String id) {
        return alerts.find(id).orElseThrow(() -> Answers.notFound("alert " + id));
    }

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Alerts as they come, as server-sent events",
            description = "Last-Event-ID, or ?after= for clients that can not set it: those after that number first")
    public Multi<OutboundSseEvent> stream(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @QueryParam("after") @Nullable String after,
            @Context Sse sse) {
        return stream.after(number(lastEventId == null ? after : lastEventId), sse);
    }

    @GET
    @Path("feed")
    @Produces("application/atom+xml")
    @Operation(summary = "The newest alerts as an Atom feed (RFC 4287)")
    public String feed(@Context UriInfo here) {
        return AlertFeed.atom(
                alerts.newest(0, config.pageLimit()), here.getAbsolutePath().toString());
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Long.valueOf(text);
        } catch (NumberFormatException malformed) {
            throw Answers.invalid("Last-Event-ID", "the id of an event of this stream, a number");
        }
    }
}
