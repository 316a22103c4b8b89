package io.vorsprung.alert.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.vorsprung.alert.delivery.OutboxRelay;
import io.vorsprung.alert.evaluate.Evaluation;
import io.vorsprung.alert.rule.Rule;
import io.vorsprung.alert.rule.RuleStore;
import io.vorsprung.common.access.Roles;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is watched. */
@Path("/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
public class RulesResource {

    private static final ObjectReader STRICT =
            EventJson.MAPPER.readerFor(Rule.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final RuleStore rules;
    private final Evaluation evaluation;
    private final OutboxRelay relay;

    public RulesResource(RuleStore rules, Evaluation evaluation, OutboxRelay relay) {
        this.rules = rules;
        this.evaluation = evaluation;
        this.relay = relay;
    }

    @GET
    @Transactional
    @Operation(summary = "The rules, by identifier")
    public List<Rule> list() {
        return rules.all().stream().map(RuleStore.Versioned::rule).toList();
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "A rule")
    public Rule get(@PathParam("id") String id) {
        return rules.find(id).map(RuleStore.Versioned::rule).orElseThrow(() -> notFound(id));
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new rule, or another version of one")
    public Response create(String body) {
        Rule rule = read(body);
        evaluation.put(rule);
        relay.wake();
        return Response.created(URI.create("/v1/rules/" + rule.id()))
                .entity(rule)
                .build();
    }

    @PUT
    @RolesAllowed(Roles.OPERATOR)
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replaces a rule; it starts anew")
    public Rule replace(@PathParam("id") String id, String body) {
        Rule rule = read(body);
        if (!rule.id().equals(id)) {
            throw invalid("id", "the identifier of the path, " + id);
        }
        evaluation.put(rule);
        relay.wake();
        return rule;
    }

    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Path("{id}")
    @Transactional
    @Operation(summary = "Deletes a rule")
    public void delete(@PathParam("id") String id) {
        if (!rules.delete(id)) {
            throw notFound(id);
        }
    }

    private static Rule read(String body) {
        try {
            Rule rule = STRICT.readValue(body);
            if (rule == null) {
                throw invalid("", "a rule");
            }
            return rule;
        } catch (UnrecognizedPropertyException unknown) {
            throw invalid(unknown.getPropertyName(), "no such field");
        } catch (ValueInstantiationException refused) {
            throw refused.getCause() instanceof InvalidEvent named
                    ? invalid(named.field(), named.expected())
                    : invalid("", refused.getOriginalMessage());
        } catch (JsonProcessingException malformed) {
            throw invalid("", "a rule as JSON: " + malformed.getOriginalMessage());
        }
    }

    private static ProblemException invalid(String field, String expected) {
        return new ProblemException(Problem.of(
                "invalid-rule",
                "The rule is not valid",
                400,
                (field.isEmpty() ? "" : field + ": ") + "expected " + expected,
                List.of(new Violation(field, expected))));
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(Problem.of("not-found", "There is no such thing", 404, "no rule " + id));
    }
}
