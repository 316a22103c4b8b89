package io.vorsprung.alert.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.backtest.Backtest;
import io.vorsprung.alert.backtest.DailyEstimates;
import io.vorsprung.alert.delivery.OutboxRelay;
import io.vorsprung.alert.evaluate.Evaluation;
import io.vorsprung.alert.lifecycle.AlertState;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.alert.rule.RuleStore;
import io.vorsprung.common.access.Roles;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is watched. A rule's {@code ETag} changes with each version of it. */
@Path("/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
public class RulesResource {

    private static final String PROBLEM = "invalid-rule";

    private final RuleStore rules;
    private final Evaluation evaluation;
    private final OutboxRelay relay;
    private final DailyEstimates daily;
    private final AlertConfig config;
    private final Clock clock;

    public RulesResource(
            RuleStore rules,
            Evaluation evaluation,
            OutboxRelay relay,
            DailyEstimates daily,
            AlertConfig config,
            Clock clock) {
        this.rules = rules;
        this.evaluation = evaluation;
        this.relay = relay;
        this.daily = daily;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A rule as it is kept.
     *
     * @param source built-in, http, or file: and a name
     * @param state inactive, pending or firing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RuleView(
            @JsonUnwrapped Rule rule,
            int version,
            String source,
            String hash,
            @Nullable String state) {}

    @GET
    @Transactional
    @Operation(summary = "The rules, by identifier")
    public List<RuleView> list(@BeanParam Page page) {
        page.checked(config);
        return rules.all().stream()
                .skip(page.offset)
                .limit(page.limit)
                .map(this::view)
                .toList();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "A rule; its ETag names the version")
    public Response get(@PathParam("id") String id) {
        RuleStore.Versioned found = find(id);
        return Response.ok(view(found)).tag(tag(found)).build();
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new rule, or another version of one")
    public Response create(String body) {
        Rule rule = read(Bodies.object(body, PROBLEM));
        RuleStore.Versioned put = put(rule);
        return Response.created(URI.create("/v1/rules/" + rule.id()))
                .entity(view(put))
                .tag(tag(put))
                .build();
    }

    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replaces a rule; it starts anew",
            description =
                    "with If-Match only the version that it names; enabled: false stops it until it is replaced again")
    public Response replace(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, String body) {
        Rule rule = read(named(id, body));
        requireMatch(id, ifMatch);
        RuleStore.Versioned put = put(rule);
        return Response.ok(view(put)).tag(tag(put)).build();
    }

    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Path("{id}")
    @Operation(summary = "Deletes a rule; an alert of it that is firing is resolved")
    public void delete(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        requireMatch(id, ifMatch);
        requireNotFromFile(id);
        if (!evaluation.delete(id)) {
            throw Answers.notFound("rule " + id);
        }
        relay.wake();
    }

    @POST
    @Path("{id}/backtest")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "When a rule would have fired",
            description =
                    "of a rule that is kept, or of the one in the body, which need not be. Without knownAt each day by"
                            + " what was known on it, else every day by what was known then")
    public Backtest.Report backtest(
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("knownAt") @Nullable String knownAt,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable String body) {
        Rule rule = body == null || body.isBlank() ? find(id).rule() : read(named(id, body));
        if (rule.condition().policy() != null) {
            throw Answers.invalid("id", "a rule of estimates; policy events are listed by GET :8082/v1/policy-events");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate last = to == null ? today : day("to", to);
        LocalDate first = from == null ? last.minusYears(1) : day("from", from);
        if (first.isAfter(last) || last.isAfter(today)) {
            throw Answers.invalid("from", "a day not after to, and to not after today");
        }
        if (first.plusDays(config.backtestDays()).isBefore(last)) {
            throw Answers.invalid("from", "at most " + config.backtestDays() + " days before to");
        }
        try (DailyEstimates.Reading reading = daily.of(rule, first, last, knownAt, authorization)) {
            return Backtest.run(rule, first, last, knownAt == null ? "then" : knownAt, reading.estimates());
        }
    }

    private RuleStore.Versioned put(Rule rule) {
        requireNotFromFile(rule.id());
        if (rules.count() >= config.mostRules() && rules.find(rule.id()).isEmpty()) {
            throw Answers.invalidBody(
                    PROBLEM, "id", "at most " + config.mostRules() + " rules (vorsprung.alert.most-rules)");
        }
        RuleStore.Versioned put = evaluation.put(rule, RuleStore.HTTP);
        relay.wake();
        return put;
    }

    private void requireMatch(String id, @Nullable String ifMatch) {
        if (ifMatch != null && !"*".equals(ifMatch)) {
            String now = '"' + tag(find(id)) + '"';
            if (!now.equals(ifMatch)) {
                throw Answers.conflict("rule " + id + " is " + now + " by now");
            }
        }
    }

    /** What a file says, a file takes back. */
    private void requireNotFromFile(String id) {
        Optional<RuleStore.Versioned> there = rules.find(id);
        if (there.isPresent() && there.get().source().startsWith(RuleStore.FILE)) {
            throw new ProblemException(Problem.of(
                    "from-file",
                    "The rule stands in a file",
                    409,
                    "rule " + id + " stands in " + there.get().source() + "; change it there"));
        }
    }

    private RuleStore.Versioned find(String id) {
        return rules.find(id).orElseThrow(() -> Answers.notFound("rule " + id));
    }

    private RuleView view(RuleStore.Versioned versioned) {
        return new RuleView(
                versioned.rule(),
                versioned.version(),
                versioned.source(),
                versioned.rule().hash(),
                versioned.rule().isEnabled()
                        ? name(evaluation.state(versioned.rule().id()).alert())
                        : null);
    }

    private static String name(AlertState state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String tag(RuleStore.Versioned versioned) {
        return versioned.version() + "-" + versioned.rule().hash().substring(0, 12);
    }

    private static ObjectNode named(String id, String body) {
        ObjectNode rule = Bodies.object(body, PROBLEM);
        if (!rule.has("id")) {
            rule.put("id", id);
        }
        if (!id.equals(rule.path("id").asText())) {
            throw Answers.invalidBody(PROBLEM, "id", "the identifier of the path, " + id);
        }
        return rule;
    }

    /** What is answered beside a rule may come back with it. */
    private static Rule read(ObjectNode rule) {
        rule.remove(List.of("version", "source", "hash", "state"));
        return Bodies.read(rule, Rule.class, PROBLEM);
    }

    private static LocalDate day(String parameter, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Answers.invalid(parameter, "a date such as 2026-07-31");
        }
    }
}
