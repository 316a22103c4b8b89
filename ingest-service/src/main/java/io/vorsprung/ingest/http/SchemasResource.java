package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.wire.EventSchemas;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The JSON Schemas of the events, of those that come in and of those that go out. */
@Path("/v1/schemas")
public class SchemasResource {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The names of the schemas")
    public List<String> names() {
        return EventSchemas.names();
    }

    @GET
    @Path("{name}")
    @Produces("application/schema+json")
    @Operation(summary = "A schema, JSON Schema 2020-12")
    public String schema(@PathParam("name") String name) {
        return EventSchemas.text(name)
                .orElseThrow(() -> new ProblemException(
                        Problem.of("not-found", "There is no such thing", 404, "schema: expected one of " + names())));
    }
}
