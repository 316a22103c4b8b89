package io.vorsprung.alert.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.silence.Silence;
import io.vorsprung.alert.silence.SilenceStore;
import io.vorsprung.common.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is not sent to subscribers for a while. */
@Path("/v1/silences")
@Produces(MediaType.APPLICATION_JSON)
public class SilencesResource {

    private static final String PROBLEM = "invalid-silence";

    private final SilenceStore silences;
    private final SecurityIdentity identity;
    private final AlertConfig config;
    private final Clock clock;

    public SilencesResource(SilenceStore silences, SecurityIdentity identity, AlertConfig config, Clock clock) {
        this.silences = silences;
        this.identity = identity;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The silences that are not over, by their end")
    public List<Silence> list() {
        return silences.notOver(clock.instant(), config.pageLimit());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A silence")
    public Silence get(@PathParam("id") String id) {
        return silences.find(id).orElseThrow(() -> Answers.notFound("silence " + id));
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new silence; from is now where it does not say")
    public Response create(String body) {
        Silence silence = put(UUID.randomUUID().toString(), body);
        return Response.created(URI.create("/v1/silences/" + silence.id()))
                .entity(silence)
                .build();
    }

    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replaces a silence")
    public Silence replace(@PathParam("id") String id, String body) {
        get(id);
        return put(id, body);
    }

    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Path("{id}")
    @Operation(summary = "Ends a silence")
    public void delete(@PathParam("id") String id) {
        if (!silences.delete(id)) {
            throw Answers.notFound("silence " + id);
        }
    }

    private Silence put(String id, String body) {
        ObjectNode object = Bodies.object(body, PROBLEM);
        object.put("id", id);
        object.put("createdBy", identity.getPrincipal().getName());
        if (!object.hasNonNull("from")) {
            object.put("from", clock.instant().toString());
        }
        Silence silence = Bodies.read(object, Silence.class, PROBLEM);
        silences.put(silence);
        return silence;
    }
}
