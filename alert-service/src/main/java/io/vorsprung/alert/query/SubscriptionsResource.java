package io.vorsprung.alert.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.Deliveries;
import io.vorsprung.alert.delivery.DeliveryLog;
import io.vorsprung.alert.delivery.DeliveryPump;
import io.vorsprung.alert.delivery.Mail;
import io.vorsprung.alert.delivery.Message;
import io.vorsprung.alert.subscription.Subscription;
import io.vorsprung.alert.subscription.SubscriptionStore;
import io.vorsprung.common.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who is told. A webhook's secret is in the answer that makes it, and in no other. */
@Path("/v1/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class SubscriptionsResource {

    private static final String PROBLEM = "invalid-subscription";

    private final SubscriptionStore subscriptions;
    private final Deliveries deliveries;
    private final DeliveryLog log;
    private final DeliveryPump pump;
    private final Mail mail;
    private final AlertConfig config;
    private final Clock clock;

    public SubscriptionsResource(
            SubscriptionStore subscriptions,
            Deliveries deliveries,
            DeliveryLog log,
            DeliveryPump pump,
            Mail mail,
            AlertConfig config,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.log = log;
        this.pump = pump;
        this.mail = mail;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A subscription as it is kept.
     *
     * @param why it is disabled
     * @param secret in the answer that makes it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SubscriptionView(
            @JsonUnwrapped Subscription subscription,
            boolean enabled,
            @Nullable String why,
            Instant createdAt,
            @Nullable String secret) {

        static SubscriptionView of(SubscriptionStore.Kept kept, @Nullable String secret) {
            return new SubscriptionView(kept.subscription(), kept.enabled(), kept.why(), kept.createdAt(), secret);
        }
    }

    @GET
    @Operation(summary = "The subscriptions, by identifier")
    public List<SubscriptionView> list(@BeanParam Page page) {
        page.checked(config);
        return subscriptions.page(page.offset, page.limit).stream()
                .map(kept -> SubscriptionView.of(kept, null))
                .toList();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A subscription")
    public SubscriptionView get(@PathParam("id") String id) {
        return SubscriptionView.of(find(id), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "A new subscription; the secret of a webhook is told here, once")
    public Response create(String body) {
        ObjectNode object = Bodies.object(body, PROBLEM);
        if (!object.hasNonNull("id")) {
            object.put("id", UUID.randomUUID().toString());
        }
        Subscription subscription = Bodies.read(object, Subscription.class, PROBLEM);
        if (subscriptions.find(subscription.id()).isPresent()) {
            throw Answers.invalidBody(PROBLEM, "id", "one that is not there yet, or PUT");
        }
        SubscriptionView made = put(subscription);
        return Response.created(URI.create("/v1/subscriptions/" + subscription.id()))
                .entity(made)
                .build();
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates, or replaces: it keeps its secret, and is enabled again")
    public SubscriptionView replace(@PathParam("id") String id, String body) {
        ObjectNode object = Bodies.object(body, PROBLEM);
        object.remove(List.of("enabled", "why", "createdAt"));
        if (!id.equals(object.path("id").asText(id))) {
            throw Answers.invalidBody(PROBLEM, "id", "the identifier of the path, " + id);
        }
        object.put("id", id);
        return put(Bodies.read(object, Subscription.class, PROBLEM));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Deletes a subscription, with what was to be sent to it")
    public void delete(@PathParam("id") String id) {
        if (!subscriptions.delete(id)) {
            throw Answers.notFound("subscription " + id);
        }
    }

    @POST
    @Path("{id}/rotate")
    @Operation(summary = "A new secret, told here, once; the old one signs beside it for a while")
    public SubscriptionView rotate(@PathParam("id") String id) {
        find(id);
        return subscriptions
                .rotate(id)
                .map(made -> SubscriptionView.of(made.kept(), made.secret()))
                .orElseThrow(() -> Answers.invalid("id", "a webhook; e-mail has no secret"));
    }

    @POST
    @Path("{id}/test")
    @Operation(summary = "Sends a test message")
    public Response test(@PathParam("id") String id) {
        Subscription to = find(id).subscription();
        Instant now = clock.instant();
        String message = "test-" + UUID.randomUUID();
        deliveries.put(
                new Message(
                        message,
                        "test",
                        now,
                        message,
                        null,
                        message,
                        "{\"title\":\"Test\",\"text\":\"Vorsprung reaches you.\"}"),
                List.of(to),
                now);
        pump.wake();
        return Response.accepted().build();
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "What was sent, or is to be, newest first; state: waiting, delivered, dead or silenced")
    public List<DeliveryLog.Logged> log(
            @PathParam("id") String id, @QueryParam("state") @Nullable String state, @BeanParam Page page) {
        find(id);
        page.checked(config);
        if (state != null
                && !List.of("waiting", "delivered", "dead", "silenced").contains(state)) {
            throw Answers.invalid("state", "waiting, delivered, dead or silenced");
        }
        return log.log(id, state, page.offset, page.limit);
    }

    @GET
    @Path("{id}/deliveries/{delivery}")
    @Operation(summary = "Every attempt, oldest first")
    public List<DeliveryLog.Attempt> attempts(@PathParam("id") String id, @PathParam("delivery") long delivery) {
        find(id);
        return log.attempts(id, delivery);
    }

    @POST
    @Path("{id}/deliveries/{delivery}/redeliver")
    @Operation(summary = "Sends a message again, by the same identifier")
    public Response redeliver(@PathParam("id") String id, @PathParam("delivery") long delivery) {
        if (!log.redeliver(id, delivery)) {
            throw Answers.notFound("delivery " + delivery + " of subscription " + id);
        }
        pump.wake();
        return Response.accepted().build();
    }

    private SubscriptionView put(Subscription subscription) {
        if (subscription.email() != null && !mail.isConfigured()) {
            throw Answers.invalidBody(
                    PROBLEM, "email", "a webhook: no mail server is configured (quarkus.mailer.from)");
        }
        if (subscriptions.count() >= config.delivery().mostSubscriptions()
                && subscriptions.find(subscription.id()).isEmpty()) {
            throw Answers.invalidBody(
                    PROBLEM, "id", "at most " + config.delivery().mostSubscriptions() + " subscriptions");
        }
        SubscriptionStore.WithSecret made = subscriptions.put(subscription);
        return SubscriptionView.of(made.kept(), made.secret());
    }

    private SubscriptionStore.Kept find(String id) {
        return subscriptions.find(id).orElseThrow(() -> Answers.notFound("subscription " + id));
    }
}
