package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.wire.EventEnvelope;
import io.vorsprung.common.wire.StructuredEvents;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.estimate.Vintages;
import io.vorsprung.metrics.ledger.FactsInForce;
import io.vorsprung.metrics.ledger.Ledger;
import io.vorsprung.metrics.record.EventStore;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The events themselves: to find what to retract or correct, to see who told what when, to copy it all. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {

    private final Vintages vintages;
    private final EventStore store;
    private final MetricsConfig config;
    private final Clock clock = Clock.systemUTC();

    public EventsResource(Vintages vintages, EventStore store, MetricsConfig config) {
        this.vintages = vintages;
        this.store = store;
        this.config = config;
    }

    /** Which events; what is not given does not matter. */
    public static class Which {

        /** CloudEvents type, or its short name such as {@code benchmark-result}. */
        @QueryParam("type")
        @Nullable
        String type;

        /** Kafka key: the model of releases and results, the identifier of the others. */
        @QueryParam("key")
        @Nullable
        String key;

        @QueryParam("benchmark")
        @Nullable
        String benchmark;

        @QueryParam("evaluator")
        @Nullable
        String evaluator;

        @QueryParam("source")
        @Nullable
        String source;

        /** Who told it first. */
        @QueryParam("recordedBy")
        @Nullable
        String recordedBy;

        boolean asksFor(EventEnvelope event) {
            return (type == null
                            || type.equals(event.type().schema())
                            || type.equals(event.type().cloudEventType()))
                    && (key == null || key.equals(event.key()))
                    && (source == null || source.equals(event.source()))
                    && (recordedBy == null || recordedBy.equals(event.recordedBy()))
                    && (benchmark == null
                            || (event.event() instanceof BenchmarkResult result
                                    && benchmark.equals(result.benchmark())))
                    && (evaluator == null
                            || (event.event() instanceof BenchmarkResult result
                                    && evaluator.equals(result.evaluator())));
        }
    }

    /**
     * An event as it is served.
     *
     * @param inForce absent for a retraction
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EventView(
            String id,
            String source,
            String type,
            String key,
            Instant recordedAt,
            @Nullable Boolean recordedTimeAssumed,
            @Nullable String recordedBy,
            @Nullable Boolean inForce,
            Object data) {

        static EventView of(EventEnvelope event, @Nullable Boolean inForce) {
            return new EventView(
                    event.id(),
                    event.source(),
                    event.type().cloudEventType(),
                    event.key(),
                    event.recordedAt(),
                    event.recordedTimeAssumed() ? true : null,
                    event.recordedBy(),
                    inForce,
                    event.event());
        }
    }

    @GET
    @Path("events")
    @Operation(summary = "Facts that were told, also those that do not count any more, by source and identifier")
    public Page<EventView> events(
            @BeanParam Which which,
            @QueryParam("inForce") @Nullable Boolean inForce,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit) {
        List<Ledger.Told> told = vintages.told(Moment.of(null, knownAt, clock).knownAt(), which::asksFor).stream()
                .filter(one -> inForce == null || inForce == one.inForce())
                .toList();
        return Page.of(told, offset, limit, config, one -> EventView.of(one.envelope(), one.inForce()));
    }

    @GET
    @Path("events/{id}")
    @Operation(summary = "The history of an event: every time that it was told or taken out, and by whom; oldest first")
    public List<EventView> history(@PathParam("id") String id) {
        List<EventView> history = store.history(id).stream()
                .map(event -> EventView.of(event, null))
                .toList();
        if (history.isEmpty()) {
            throw Question.notFound("event", id, List.of());
        }
        return history;
    }

    /**
     * A fact on one side of a difference.
     *
     * @param change added, corrected or withdrawn
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangeView(
            String change,
            String type,
            String key,
            @Nullable Fact before,
            @Nullable Fact after) {

        static ChangeView of(FactsInForce.Change change) {
            @Nullable Fact before = change.before();
            @Nullable Fact after = change.after();
            String what = before == null ? "added" : after == null ? "withdrawn" : "corrected";
            return new ChangeView(what, change.type(), change.fact().key(), before, after);
        }
    }

    @GET
    @Path("changes")
    @Operation(
            summary = "What was added, corrected and withdrawn between two vintages",
            description = "releases and results, on which estimates rest; from and to: what was known then")
    public Page<ChangeView> changes(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit) {
        if (from == null) {
            throw Moment.invalid("from", "a date or instant, such as 2026-07-31 or 2026-07-31T12:00:00Z");
        }
        FactsInForce before =
                vintages.knownAt(Moment.of(null, from, clock).knownAt()).facts();
        FactsInForce after =
                vintages.knownAt(Moment.of(null, to, clock).knownAt()).facts();
        return Page.of(after.listOfChangesSince(before), offset, limit, config, ChangeView::of);
    }

    @GET
    @Path("exports")
    @Produces("application/x-ndjson")
    @Operation(
            summary = "Everything that was told, as newline-delimited CloudEvents",
            description = "an import by someone with the role backfill makes a copy that gives the same answers")
    public StreamingOutput export(@QueryParam("knownAt") @Nullable String knownAt) {
        Instant until = Moment.of(null, knownAt, clock).knownAt();
        return out -> {
            try {
                store.readAfter(0, event -> {
                    if (!event.recordedAt().isAfter(until)) {
                        try {
                            out.write(StructuredEvents.line(event));
                            out.write('\n');
                        } catch (IOException gone) {
                            throw new UncheckedIOException(gone);
                        }
                    }
                });
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        };
    }
}
