package io.vorsprung.metrics.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.vorsprung.common.access.Roles;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.record.DeadLetterStore;
import io.vorsprung.metrics.record.DeadLetterStore.Letter;
import io.vorsprung.metrics.record.DeadLetterStore.State;
import io.vorsprung.metrics.record.DeadLetters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What could not be processed: seen, sent again, or dropped. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class DeadLettersResource {

    private final DeadLetterStore store;
    private final DeadLetters topic;
    private final SecurityIdentity identity;
    private final MetricsConfig config;

    public DeadLettersResource(
            DeadLetterStore store, DeadLetters topic, SecurityIdentity identity, MetricsConfig config) {
        this.store = store;
        this.topic = topic;
        this.identity = identity;
        this.config = config;
    }

    /**
     * A dead letter as it is served.
     *
     * @param value as text where it is UTF-8; else absent, and there is {@code valueBase64}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record LetterView(
            String id,
            String state,
            Instant receivedAt,
            String reason,
            String topic,
            String partition,
            String offset,
            @Nullable String key,
            Map<String, String> headers,
            @Nullable String value,
            @Nullable String valueBase64,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy) {

        static LetterView of(Letter letter) {
            @Nullable String text = text(letter.value());
            Map<String, String> headers = new TreeMap<>();
            letter.headers().forEach(header -> {
                @Nullable String value = text(header.value());
                headers.put(header.name(), value == null ? "(" + header.value().length + " bytes)" : value);
            });
            return new LetterView(
                    letter.id(),
                    letter.state().name().toLowerCase(Locale.ROOT),
                    letter.receivedAt(),
                    letter.reason(),
                    letter.originTopic(),
                    letter.originPartition(),
                    letter.originOffset(),
                    letter.key(),
                    headers,
                    text,
                    text == null ? Base64.getEncoder().encodeToString(letter.value()) : null,
                    letter.decidedAt(),
                    letter.decidedBy());
        }

        private static @Nullable String text(byte[] bytes) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException binary) {
                return null;
            }
        }
    }

    @GET
    @Operation(summary = "Dead letters, newest first", description = "state: open, resent or dropped")
    public Page<LetterView> list(
            @QueryParam("state") @DefaultValue("open") String state,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        State asked = state(state);
        if (offset < 0) {
            throw Moment.invalid("offset", "a number from 0");
        }
        if (limit < 1 || limit > config.pageLimit()) {
            throw Moment.invalid("limit", "a number from 1 to " + config.pageLimit());
        }
        List<LetterView> letters =
                store.list(asked, offset, limit).stream().map(LetterView::of).toList();
        return new Page<>(Math.toIntExact(store.count(asked)), offset, letters);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A dead letter")
    public LetterView get(@PathParam("id") String id) {
        return LetterView.of(find(id));
    }

    @POST
    @Path("{id}/resend")
    @Operation(summary = "Sends it to where it came from; what still can not be processed is a dead letter again")
    public LetterView resend(@PathParam("id") String id) {
        Letter letter = find(id);
        try {
            topic.resend(letter);
        } catch (IllegalArgumentException elsewhere) {
            throw new ProblemException(Problem.of(
                    "not-resendable", "It can not be sent again", 409, String.valueOf(elsewhere.getMessage())));
        }
        return decide(id, State.RESENT);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Drops it; it stays in the list of those that were dropped")
    public LetterView drop(@PathParam("id") String id) {
        return decide(id, State.DROPPED);
    }

    private LetterView decide(String id, State state) {
        return store.decide(id, state, identity.getPrincipal().getName())
                .map(LetterView::of)
                .orElseThrow(() -> Question.notFound("dead letter", id, List.of()));
    }

    private Letter find(String id) {
        return store.find(id).orElseThrow(() -> Question.notFound("dead letter", id, List.of()));
    }

    private static State state(String name) {
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return state;
            }
        }
        throw Moment.invalid("state", "open, resent or dropped");
    }
}
