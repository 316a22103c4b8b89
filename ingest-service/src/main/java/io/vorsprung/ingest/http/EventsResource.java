package io.vorsprung.ingest.http;

import io.vorsprung.common.access.Roles;
import io.vorsprung.common.wire.EventType;
import io.vorsprung.ingest.intake.Teller;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells an event, or many: JSON, newline-delimited JSON, structured or batched CloudEvents. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({
    MediaType.APPLICATION_JSON,
    EventsResource.NDJSON,
    "application/cloudevents+json",
    "application/cloudevents-batch+json"
})
@RolesAllowed(Roles.INGEST)
@RateLimited
public class EventsResource {

    static final String NDJSON = "application/x-ndjson";

    private final Intake intake;
    private final Client client;

    public EventsResource(Intake intake, Client client) {
        this.intake = intake;
        this.client = client;
    }

    @POST
    @Path("model-releases")
    @Operation(summary = "Model releases", description = "202 when the broker has them; the good ones of a mixed body")
    public Response modelReleases(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream body)
            throws IOException, BrokerUnavailable {
        return take(EventType.MODEL_RELEASE, contentType, body);
    }

    @POST
    @Path("benchmark-results")
    @Operation(summary = "Benchmark results")
    public Response benchmarkResults(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream body)
            throws IOException, BrokerUnavailable {
        return take(EventType.BENCHMARK_RESULT, contentType, body);
    }

    @POST
    @Path("policy-events")
    @Operation(summary = "Policy events")
    public Response policyEvents(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream body)
            throws IOException, BrokerUnavailable {
        return take(EventType.POLICY_EVENT, contentType, body);
    }

    @POST
    @Path("assessments")
    @Operation(summary = "Assessments of the gap by others")
    public Response assessments(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream body)
            throws IOException, BrokerUnavailable {
        return take(EventType.ASSESSMENT, contentType, body);
    }

    @POST
    @Path("retractions")
    @Operation(summary = "Retractions: take an event out")
    public Response retractions(@HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, InputStream body)
            throws IOException, BrokerUnavailable {
        return take(EventType.RETRACTION, contentType, body);
    }

    private Response take(EventType type, String contentType, InputStream body) throws IOException, BrokerUnavailable {
        Teller teller = new Teller(client.teller().name(), false);
        Receipt receipt = contentType.startsWith(NDJSON)
                ? intake.takeLines(body, type, teller)
                : intake.takeDocument(body, type, teller);
        return Response.accepted(receipt).build();
    }
}
