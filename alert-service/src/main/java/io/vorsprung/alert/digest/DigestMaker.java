package io.vorsprung.alert.digest;

import io.quarkus.scheduler.Scheduled;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.delivery.AlertStore;
import io.vorsprung.alert.delivery.Deliveries;
import io.vorsprung.alert.delivery.DeliveryPump;
import io.vorsprung.alert.delivery.Message;
import io.vorsprung.alert.subscription.Subscription;
import io.vorsprung.alert.subscription.SubscriptionStore;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes digests when they are due: each once, by whichever replica comes first; late rather than not at all that day. */
@ApplicationScoped
public class DigestMaker {

    private static final int MOST_ALERTS = 100;
    private static final int WEEK = 7;

    private final Moves moves;
    private final AlertStore alerts;
    private final SubscriptionStore subscriptions;
    private final Deliveries deliveries;
    private final DeliveryPump pump;
    private final EntityManager entities;
    private final AlertConfig config;
    private final Clock clock;

    public DigestMaker(
            Moves moves,
            AlertStore alerts,
            SubscriptionStore subscriptions,
            Deliveries deliveries,
            DeliveryPump pump,
            EntityManager entities,
            AlertConfig config,
            Clock clock) {
        this.moves = moves;
        this.alerts = alerts;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.pump = pump;
        this.entities = entities;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    public void makeDue() {
        Instant now = clock.instant();
        LocalDateTime today = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        if (today.toLocalTime().isBefore(config.digest().at())) {
            return;
        }
        LocalDate day = today.toLocalDate();
        make(Subscription.Digest.DAILY, day.minusDays(1), day, now);
        if (day.getDayOfWeek() == DayOfWeek.MONDAY) {
            make(Subscription.Digest.WEEKLY, day.minusDays(WEEK), day, now);
        }
    }

    private void make(Subscription.Digest kind, LocalDate from, LocalDate until, Instant now) {
        List<Subscription> to = subscriptions.enabled().stream()
                .map(SubscriptionStore.Kept::subscription)
                .filter(subscription -> subscription.digest() == kind)
                .toList();
        String id = "digest-" + kind.name().toLowerCase(Locale.ROOT) + "-" + until;
        if (to.isEmpty() || !isFirst(id, now)) {
            return;
        }
        Digest digest = compose(id, from, until);
        deliveries.put(new Message(id, "digest", now, "digest", null, id, EventJson.text(digest)), to, now);
        pump.wake();
    }

    private boolean isFirst(String id, Instant now) {
        return entities.createNativeQuery(
                                "insert into alerts.digest (id, at) values (?1, ?2) on conflict (id) do nothing")
                        .setParameter(1, id)
                        .setParameter(2, now)
                        .executeUpdate()
                > 0;
    }

    private Digest compose(String id, LocalDate from, LocalDate until) {
        Instant begin = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = until.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Digest.Line> lines = new ArrayList<>();
        for (String series : config.headlines()) {
            moves.upTo(series, until.minusDays(1)).ifPresent(estimate -> lines.add(line(series, estimate, from)));
        }
        return Digest.of(
                id,
                from,
                until.minusDays(1),
                lines,
                moves.between(config.headlines().get(0), begin, end),
                alerts.between(begin, end, MOST_ALERTS));
    }

    private Digest.Line line(String series, GapEstimate estimate, LocalDate from) {
        double value = estimate.value() == null ? Double.NaN : estimate.value();
        Optional<GapEstimate> before = moves.upTo(series, from.minusDays(1));
        return new Digest.Line(
                series,
                estimate.unit(),
                value,
                before.map(GapEstimate::value).orElse(null),
                estimate.lower(),
                estimate.upper(),
                estimate.leader() == null ? null : estimate.leader().name(),
                estimate.follower() == null ? null : estimate.follower().name());
    }
}
