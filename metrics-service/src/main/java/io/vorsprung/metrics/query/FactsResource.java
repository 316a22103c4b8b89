package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.Assessment;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.PolicyEvent;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.catalogue.Benchmark;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.ledger.FactsInForce;
import io.vorsprung.metrics.vintage.RatedBenchmark;
import io.vorsprung.metrics.vintage.RatedModel;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the gap rests on: models, benchmarks, policy events, assessments. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class FactsResource {

    private final Vintages vintages;
    private final MetricsConfig config;
    private final Clock clock = Clock.systemUTC();

    public FactsResource(Vintages vintages, MetricsConfig config) {
        this.vintages = vintages;
        this.config = config;
    }

    /**
     * A model as it is served.
     *
     * @param index in index points; absent where it has too few results
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ModelView(
            String model,
            String name,
            List<Developer> developers,
            LocalDate releasedOn,
            @Nullable Access access,
            @Nullable Double parameters,
            @Nullable Double trainingComputeFlop,
            @Nullable Double index,
            int benchmarks) {
        static ModelView of(RatedModel rated) {
            ModelRelease release = rated.release();
            @Nullable Double index = rated.index().isPresent() ? rated.index().getAsDouble() : null;
            return new ModelView(
                    release.model(),
                    release.name(),
                    release.developers(),
                    release.releasedOn(),
                    release.access(),
                    release.parameters(),
                    release.trainingComputeFlop(),
                    index,
                    rated.benchmarks());
        }
    }

    /**
     * A benchmark as it is served.
     *
     * @param difficulty index points: a model with this index is expected to score one half
     * @param slope per index point
     * @param models rated ones with a result
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BenchmarkView(
            String benchmark,
            String name,
            String domain,
            Benchmark.Visibility visibility,
            @Nullable LocalDate releasedOn,
            double difficulty,
            double slope,
            int models) {}

    @GET
    @Path("models")
    @Operation(summary = "Models, best first")
    public Page<ModelView> models(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(vintage(knownAt).models(), offset, limit, config, ModelView::of);
    }

    @GET
    @Path("models/{id}")
    @Operation(summary = "A model")
    public ModelView model(@PathParam("id") String id, @QueryParam("knownAt") @Nullable String knownAt) {
        return vintage(knownAt).models().stream()
                .filter(rated -> rated.release().model().equals(id))
                .findFirst()
                .map(ModelView::of)
                .orElseThrow(() -> Question.notFound("model", id, List.of()));
    }

    @GET
    @Path("benchmarks")
    @Operation(summary = "Benchmarks of the index, easiest first")
    public Page<BenchmarkView> benchmarks(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(vintage(knownAt).benchmarks(), offset, limit, config, this::view);
    }

    @GET
    @Path("benchmarks/{id}")
    @Operation(summary = "A benchmark")
    public BenchmarkView benchmark(@PathParam("id") String id, @QueryParam("knownAt") @Nullable String knownAt) {
        return vintage(knownAt).benchmarks().stream()
                .filter(benchmark -> benchmark.benchmark().equals(id))
                .findFirst()
                .map(this::view)
                .orElseThrow(() -> Question.notFound("benchmark", id, List.of()));
    }

    @GET
    @Path("policy-events")
    @Operation(summary = "Policy events, by identifier")
    public Page<PolicyEvent> policyEvents(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(vintage(knownAt).facts().policies(), offset, limit, config, FactsInForce.Recorded::fact);
    }

    @GET
    @Path("assessments")
    @Operation(summary = "What others said the gap was, by identifier")
    public Page<Assessment> assessments(
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(vintage(knownAt).facts().assessments(), offset, limit, config, FactsInForce.Recorded::fact);
    }

    private BenchmarkView view(RatedBenchmark rated) {
        Benchmark entry = vintages.settings().catalogue().get(rated.benchmark());
        return new BenchmarkView(
                rated.benchmark(),
                entry.name(),
                entry.domain(),
                entry.visibility(),
                entry.releasedOn().orElse(null),
                rated.difficulty(),
                rated.slope(),
                rated.models());
    }

    private Vintage vintage(@Nullable String knownAt) {
        return vintages.knownAt(Moment.of(null, knownAt, clock).knownAt());
    }
}
