package io.vorsprung.alert.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.subscription.SubscriptionStore;
import io.vorsprung.alert.webhook.Answer;
import io.vorsprung.alert.webhook.WebhookSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread that picks subscribers, takes what is due and writes down what became of it; what is under way waits on no thread,
 * so that who hangs keeps up nobody else. On another replica the same; the database tells them apart.
 */
@ApplicationScoped
public class DeliveryPump {

    private static final int PICKED_AT_A_TIME = 20;
    private static final String ATTEMPTS = "vorsprung.alert.attempts";
    private static final List<String> OUTCOMES =
            List.of(Deliveries.Outcome.WAITING, Deliveries.Outcome.DELIVERED, Deliveries.Outcome.DEAD);

    private final Deliveries deliveries;
    private final SubscriptionStore subscriptions;
    private final WebhookSender webhooks;
    private final Mail mail;
    private final AlertConfig.Delivery config;
    private final RetrySchedule retries;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Queue<Deliveries.Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final SplittableRandom chance = new SplittableRandom();
    private final Loop loop;

    public DeliveryPump(
            Deliveries deliveries,
            SubscriptionStore subscriptions,
            WebhookSender webhooks,
            Mail mail,
            AlertConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.webhooks = webhooks;
        this.mail = mail;
        this.config = config.delivery();
        this.retries = new RetrySchedule(this.config.retries(), this.config.jitter());
        this.clock = clock;
        this.meters = meters;
        this.loop = new Loop("delivery", this.config.poll(), this::turn);
        meters.gauge("vorsprung.alert.deliveries.under.way", underWay);
        // there from the start: a rate wants a zero to begin from
        for (String outcome : OUTCOMES) {
            meters.counter(ATTEMPTS, "outcome", outcome);
        }
    }

    /** Something is due. */
    public void wake() {
        loop.wake();
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private int turn() {
        int picked = deliveries.pick(PICKED_AT_A_TIME);
        int finished = finish();
        return picked + finished + send();
    }

    private int send() {
        int free = config.atATime() - underWay.get();
        if (free <= 0) {
            return 0;
        }
        List<Dispatch> due = Dispatch.of(deliveries.claim(free));
        due.forEach(this::send);
        return due.size();
    }

    private void send(Dispatch dispatch) {
        underWay.incrementAndGet();
        long began = System.nanoTime();
        CompletionStage<Answer> answered = isWebhook(dispatch) ? post(dispatch) : mail.send(dispatch);
        var unused = answered.whenComplete((answer, failed) -> {
            Answer known = failed == null ? answer : new Answer.Later(failed.toString(), Optional.empty());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            dispatch.parts().forEach(part -> outcomes.add(outcome(part, known, millis)));
            underWay.decrementAndGet();
            loop.wake();
        });
    }

    private static boolean isWebhook(Dispatch dispatch) {
        return dispatch.first().subscription().url() != null;
    }

    private CompletionStage<Answer> post(Dispatch dispatch) {
        Deliveries.Due first = dispatch.first();
        return webhooks.send(new WebhookSender.Posted(
                URI.create(String.valueOf(first.subscription().url())),
                dispatch.id(),
                clock.instant(),
                dispatch.body(),
                first.secrets()));
    }

    private Deliveries.Outcome outcome(Deliveries.Due due, Answer answer, long millis) {
        Instant now = clock.instant();
        if (answer instanceof Answer.Taken) {
            return new Deliveries.Outcome(due, Deliveries.Outcome.DELIVERED, null, answer.line(), now, millis, false);
        }
        if (answer instanceof Answer.Later later) {
            Optional<Instant> again = retries.after(due.attempts() + 1, nextChance(), later.after())
                    .map(now::plus);
            if (again.isPresent()) {
                return new Deliveries.Outcome(
                        due, Deliveries.Outcome.WAITING, again.get(), answer.line(), now, millis, false);
            }
        }
        return new Deliveries.Outcome(
                due, Deliveries.Outcome.DEAD, null, answer.line(), now, millis, answer instanceof Answer.Gone);
    }

    private synchronized double nextChance() {
        return chance.nextDouble();
    }

    /** Before anything else is taken: what is written down is not sent again. */
    private int finish() {
        List<Deliveries.Outcome> done = new ArrayList<>();
        for (Deliveries.Outcome one = outcomes.peek(); one != null; one = outcomes.peek()) {
            done.add(one);
            outcomes.remove();
        }
        if (done.isEmpty()) {
            return 0;
        }
        try {
            deliveries.finish(done);
        } catch (RuntimeException failed) {
            outcomes.addAll(
                    done); // the database is away; a lease that ends meanwhile is a second delivery, by the same id
            throw failed;
        }
        for (Deliveries.Outcome one : done) {
            meters.counter(ATTEMPTS, "outcome", one.state()).increment();
            if (one.gone()) {
                subscriptions.disable(one.due().subscription().id(), "the receiver said 410, gone");
            }
        }
        return done.size();
    }
}
