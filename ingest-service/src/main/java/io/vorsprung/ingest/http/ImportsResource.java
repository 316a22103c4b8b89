package io.vorsprung.ingest.http;

import io.smallrye.mutiny.Multi;
import io.vorsprung.common.access.Roles;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Whole files: of ours, with the time at which they were recorded where the role {@code backfill} allows it, or of others. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Duration TICK = Duration.ofMillis(250);

    private final Imports imports;
    private final Client client;
    private final IngestConfig config;

    public ImportsResource(Imports imports, Client client, IngestConfig config) {
        this.imports = imports;
        this.client = client;
        this.config = config;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.INGEST)
    @RateLimited
    @Operation(
            summary = "Imports a file",
            description =
                    "format: cloudevents, csv, epoch-eci, epoch-benchmarks, epoch-models, arena, federal-register;"
                            + " detected where it is not given. 202 when the broker has the events of it. id: of your own, to"
                            + " ask for progress by. dryRun: reads and judges only")
    public Response take(
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("id") @Nullable String id,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            InputStream body)
            throws IOException, BrokerUnavailable {
        if (id != null && !ID.matcher(id).matches()) {
            String expected = "letters, digits and '-', at most 64";
            throw new ProblemException(Problem.of(
                    "invalid-parameter",
                    "A parameter is not valid",
                    400,
                    "id: expected " + expected,
                    List.of(new Violation("id", expected))));
        }
        ImportJob.Report report =
                imports.run(id, format, dryRun, config.maxImport().asLongValue(), client.teller(), body);
        return Response.status(dryRun ? 200 : 202)
                .location(URI.create("/v1/imports/" + report.id()))
                .entity(report)
                .build();
    }

    @GET
    @RolesAllowed(Roles.INGEST)
    @Operation(summary = "The imports of this process that run, and the last ones that are over, newest first")
    public List<ImportJob.Report> list() {
        return imports.all().stream().map(ImportJob::report).toList();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.INGEST)
    @Operation(summary = "How far an import is, and what became of it")
    public ImportJob.Report get(@PathParam("id") String id) {
        return find(id).report();
    }

    @GET
    @Path("{id}/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.INGEST)
    @Operation(summary = "The same as it goes on, until it is over")
    public Multi<ImportJob.Report> follow(@PathParam("id") String id) {
        ImportJob job = find(id);
        return Multi.createFrom()
                .ticks()
                .every(TICK)
                .onOverflow()
                .drop()
                .map(tick -> job.report())
                .select()
                .first(report -> report.state() == ImportJob.State.RUNNING)
                .onCompletion()
                .switchTo(() -> Multi.createFrom().item(job.report()));
    }

    private ImportJob find(String id) {
        return imports.find(id)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        "not-found", "There is no such thing", 404, "no import " + id + " in this process")));
    }
}
