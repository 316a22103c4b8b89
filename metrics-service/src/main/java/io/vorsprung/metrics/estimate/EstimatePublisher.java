package io.vorsprung.metrics.estimate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Slice;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Puts each changed estimate on {@code vorsprung.gap-estimates}. One replica at a time (an advisory lock), at least once: an
 * estimate is derived and carries its hash, so one that is published again changes nothing (docs/decisions/0004).
 */
@ApplicationScoped
public class EstimatePublisher {

    private static final long LOCK = 0x766f7273L;
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);
    private static final int TRANSACTION_SECONDS = 60;

    private final MutinyEmitter<byte[]> emitter;
    private final EntityManager entities;
    private final Vintages vintages;
    private final GapGauges gauges;
    private final AtomicLong newestPoints = new AtomicLong();
    private boolean first = true;

    /** So that points need not read what this process wrote; used under the mark only. */
    private volatile @Nullable Before lastKnown;

    /** Held while points are made and sent, and while intervals are that will wait no longer. */
    private final ReentrantLock turn = new ReentrantLock(true);

    public EstimatePublisher(
            @Channel("gap-estimates") MutinyEmitter<byte[]> emitter,
            EntityManager entities,
            Vintages vintages,
            GapGauges gauges) {
        this.emitter = emitter;
        this.entities = entities;
        this.vintages = vintages;
        this.gauges = gauges;
    }

    /** The last estimate of a series with its interval. */
    private record Published(
            String estimateHash, String stateHash, @Nullable Instant knownAt) {}

    /** What the point estimates were of that went out last. */
    private record Points(String stateHash, Instant knownAt) {
        boolean isAfter(@Nullable Published published) {
            return published == null || published.knownAt == null || knownAt.isAfter(published.knownAt);
        }
    }

    /**
     * What went out before.
     *
     * @param mark another one where anything went out since
     */
    private record Before(Map<String, Published> estimates, Optional<Points> points, String mark) {}

    /**
     * The point estimates alone, at once, where the facts are others than those of what is on the topic; the intervals follow.
     * The first time all of them, whatever was on the topic when the process before this one ended.
     *
     * @return how many were sent
     */
    public int publishPoints(Vintage vintage, LocalDate asOf, Instant knownAt) {
        turn.lock();
        try {
            return publishPointsNow(vintage, asOf, knownAt);
        } finally {
            turn.unlock();
        }
    }

    private int publishPointsNow(Vintage vintage, LocalDate asOf, Instant knownAt) {
        @Nullable Before known = lastKnown;
        Before before = known == null ? QuarkusTransaction.requiringNew().call(this::before) : known;
        Told told = new Told(vintage);
        String now = vintage.facts().stateHash();
        List<GapEstimate> estimates = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.daily(vintage, comparison, Slice.ALL, false);
            for (GapMeasure measure : GapMeasure.all()) {
                @Nullable Published last = before.estimates.get(series(comparison, measure));
                @Nullable
                Points points = before.points.filter(one -> one.isAfter(last)).orElse(null);
                @Nullable String there = points != null ? points.stateHash : last != null ? last.stateHash : null;
                if (first || !now.equals(there)) {
                    @Nullable Instant since = points != null ? points.knownAt : last != null ? last.knownAt : null;
                    estimates.add(estimator
                            .estimate(measure, asOf, knownAt, Cause.EVENT)
                            .withNews(now.equals(there) ? null : told.since(since, comparison)));
                }
            }
        }
        newestPoints.accumulateAndGet(knownAt.toEpochMilli(), Math::max);
        int sent = estimates.isEmpty() ? 0 : publish(estimates, before, false);
        first = false;
        return sent;
    }

    private boolean isOvertaken(Instant knownAt) {
        return newestPoints.get() > knownAt.toEpochMilli();
    }

    /** Runs {@code intervals} while points wait: however much news comes, intervals come too. */
    public void first(Runnable intervals) {
        turn.lock();
        try {
            intervals.run();
        } finally {
            turn.unlock();
        }
    }

    /**
     * The estimates with their intervals, as far as they changed.
     *
     * @return how many were sent; none where newer points went out meanwhile, whose intervals will follow
     */
    public int publish(Vintage vintage, LocalDate asOf, Instant knownAt) {
        if (isOvertaken(knownAt)) {
            return 0;
        }
        Before before = QuarkusTransaction.requiringNew().call(this::before);
        Told told = new Told(vintage);
        List<GapEstimate> estimates = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.withIntervals(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                @Nullable Published last = before.estimates.get(series(comparison, measure));
                boolean sameFacts =
                        last != null && last.stateHash.equals(vintage.facts().stateHash());
                GapEstimate estimate = estimator
                        .estimate(measure, asOf, knownAt, sameFacts ? Cause.CLOCK : Cause.EVENT)
                        .withNews(sameFacts ? null : told.since(last == null ? null : last.knownAt, comparison));
                gauges.show(estimate);
                boolean pointsCameBetween =
                        before.points.filter(points -> points.isAfter(last)).isPresent();
                if (last == null || pointsCameBetween || !last.estimateHash.equals(estimate.estimateHash())) {
                    estimates.add(estimate);
                }
            }
        }
        return estimates.isEmpty() ? 0 : publish(estimates, before, true);
    }

    /** Under the lock; a series that another replica has published meanwhile is left to it. */
    private int publish(List<GapEstimate> estimates, Before asComputed, boolean withIntervals) {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            entities.createNativeQuery("select 1 from pg_advisory_xact_lock(?1)")
                    .setParameter(1, LOCK)
                    .getSingleResult();
            Before now = mark().equals(asComputed.mark) ? asComputed : before();
            List<GapEstimate> toSend = new ArrayList<>();
            if (withIntervals && isOvertaken(estimates.get(0).knownAt())) {
                return 0;
            }
            for (GapEstimate estimate : estimates) {
                String series = estimate.series();
                if (Objects.equals(now.estimates.get(series), asComputed.estimates.get(series))) {
                    toSend.add(estimate);
                    if (withIntervals) {
                        remember(estimate);
                    }
                }
            }
            if (!withIntervals) {
                rememberPoints(estimates.get(0));
            }
            if (!toSend.isEmpty()) {
                // beside the transaction: what the emitter does on threads of its own must not be part of it
                QuarkusTransaction.suspendingExisting().run(() -> Uni.join()
                        .all(toSend.stream().map(this::send).toList())
                        .andFailFast()
                        .await()
                        .atMost(ACKNOWLEDGED_WITHIN));
            }
            lastKnown = withIntervals
                    ? null
                    : new Before(
                            now.estimates,
                            Optional.of(new Points(
                                    estimates.get(0).stateHash(),
                                    estimates.get(0).knownAt())),
                            mark());
            return toSend.size();
        });
    }

    private Before before() {
        Map<String, Published> last = new HashMap<>();
        PublishedEstimateEntity.<PublishedEstimateEntity>listAll()
                .forEach(one -> last.put(one.series, new Published(one.estimateHash, one.stateHash, one.knownAt)));
        Optional<Points> points = entities.createNativeQuery(
                        "select state_hash, known_at from metrics.published_points", Object[].class)
                .getResultStream()
                .map(row -> new Points((String) ((Object[]) row)[0], (Instant) ((Object[]) row)[1]))
                .findFirst();
        return new Before(last, points, mark());
    }

    private String mark() {
        return (String) entities.createNativeQuery(
                        "select coalesce((select max(known_at) from metrics.published_estimate)::text, '') || ' ' ||"
                                + " coalesce((select max(known_at) from metrics.published_points)::text, '')",
                        String.class)
                .getSingleResult();
    }

    private void rememberPoints(GapEstimate estimate) {
        entities.createNativeQuery(
                        "insert into metrics.published_points (id, state_hash, known_at) values (1, ?1, ?2)"
                                + " on conflict (id) do update set state_hash = excluded.state_hash, known_at = excluded.known_at")
                .setParameter(1, estimate.stateHash())
                .setParameter(2, estimate.knownAt())
                .executeUpdate();
    }

    /** What a vintage tells that was not known when a series was last published; worked out once for each such moment. */
    private final class Told {

        private final Vintage vintage;
        private final Map<Instant, NewsBetween> since = new HashMap<>();

        Told(Vintage vintage) {
            this.vintage = vintage;
        }

        GapEstimate.@Nullable News since(@Nullable Instant moment, Comparison comparison) {
            return moment == null
                    ? null
                    : since.computeIfAbsent(moment, before -> vintages.newsSince(before, vintage))
                            .of(comparison);
        }
    }

    private static String series(Comparison comparison, GapMeasure measure) {
        return comparison.id() + "/" + measure.id() + "/" + GapEstimate.OVERALL;
    }

    private Uni<Void> send(GapEstimate estimate) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(estimate.series())
                .withHeaders(EstimateRecords.headers(estimate))
                .build();
        return emitter.sendMessage(Message.of(EstimateRecords.value(estimate), Metadata.of(metadata)));
    }

    private static void remember(GapEstimate estimate) {
        PublishedEstimateEntity before = PublishedEstimateEntity.findById(estimate.series());
        PublishedEstimateEntity entity = before == null ? new PublishedEstimateEntity() : before;
        entity.series = estimate.series();
        entity.estimateHash = estimate.estimateHash();
        entity.stateHash = estimate.stateHash();
        entity.knownAt = estimate.knownAt();
        if (before == null) {
            entity.persist();
        }
    }
}
