package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.ingest.IngestConfig;
import io.vorsprung.ingest.format.ImportFormat;
import io.vorsprung.ingest.intake.RecordedTime;
import io.vorsprung.ingest.publish.BrokerUnavailable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Many events of any type, and where backfill is allowed, with the time at which they were recorded. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

    private static final String CLOUDEVENTS = "cloudevents";

    private final Intake intake;
    private final IngestConfig config;

    public ImportsResource(Intake intake, IngestConfig config) {
        this.intake = intake;
        this.config = config;
    }

    @POST
    @Consumes(EventsResource.NDJSON)
    @Operation(summary = "Newline-delimited structured CloudEvents of any of our types")
    public Response take(@QueryParam("format") @DefaultValue(CLOUDEVENTS) String format, InputStream body)
            throws IOException, BrokerUnavailable {
        if (!CLOUDEVENTS.equals(format)) {
            throw unknown(CLOUDEVENTS + " for " + EventsResource.NDJSON + "; for text/csv " + files());
        }
        RecordedTime recordedTime = config.backfill() ? RecordedTime.AS_GIVEN : RecordedTime.OURS;
        return Response.accepted(intake.takeLines(body, Optional.empty(), recordedTime))
                .build();
    }

    @POST
    @Consumes("text/csv")
    @Operation(summary = "A file of somebody else's: epoch-models (notable_ai_models.csv and kin)")
    public Response takeFile(@QueryParam("format") @DefaultValue("") String format, InputStream body)
            throws IOException, BrokerUnavailable {
        ImportFormat named = ImportFormat.named(format).orElseThrow(() -> unknown("one of " + files()));
        return Response.accepted(intake.takeFile(body, named)).build();
    }

    private static String files() {
        return ImportFormat.ALL.stream().map(ImportFormat::name).collect(Collectors.joining(", "));
    }

    private static ProblemException unknown(String expected) {
        return new ProblemException(Problem.of(
                "unknown-format",
                "The import format is not known",
                400,
                "format: expected " + expected,
                List.of(new Violation("format", expected))));
    }
}
