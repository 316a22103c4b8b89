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
    private final AtomicLong newestPoints = new AtomicLong();

    /** Held while points are made and sent, and while intervals are that will wait no longer. */
    private final ReentrantLock turn = new ReentrantLock(true);

    public EstimatePublisher(
            @Channel("gap-estimates") MutinyEmitter<byte[]> emitter, EntityManager entities, Vintages vintages) {
        this.emitter = emitter;
        this.entities = entities;
        this.vintages = vintages;
    }

    /** What is on the topic of a series. */
    private record Published(
            String estimateHash, String stateHash, @Nullable Instant knownAt) {}

    /**
     * The point estimates alone, at once, where there are new facts; the intervals follow. Not remembered: until they have
     * followed, the news is still to be told.
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
        Map<String, Published> last = QuarkusTransaction.requiringNew().call(this::lastPublished);
        Told told = new Told(vintage);
        List<GapEstimate> estimates = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.pointwise(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                @Nullable Published before = last.get(series(comparison, measure));
                if (before == null || !before.stateHash.equals(vintage.facts().stateHash())) {
                    estimates.add(estimator
                            .estimate(measure, asOf, knownAt, Cause.EVENT)
                            .withNews(told.since(before, comparison)));
                }
            }
        }
        newestPoints.accumulateAndGet(knownAt.toEpochMilli(), Math::max);
        return estimates.isEmpty() ? 0 : publish(estimates, last, false);
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
        Map<String, Published> last = QuarkusTransaction.requiringNew().call(this::lastPublished);
        Told told = new Told(vintage);
        List<GapEstimate> estimates = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.withIntervals(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                @Nullable Published before = last.get(series(comparison, measure));
                boolean sameFacts = before != null
                        && before.stateHash.equals(vintage.facts().stateHash());
                GapEstimate estimate = estimator
                        .estimate(measure, asOf, knownAt, sameFacts ? Cause.CLOCK : Cause.EVENT)
                        .withNews(told.since(before, comparison));
                if (before == null || !before.estimateHash.equals(estimate.estimateHash())) {
                    estimates.add(estimate);
                }
            }
        }
        return estimates.isEmpty() ? 0 : publish(estimates, last, true);
    }

    /** Under the lock; a series that another replica has published meanwhile is left to it. */
    private int publish(List<GapEstimate> estimates, Map<String, Published> asComputed, boolean remembered) {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            entities.createNativeQuery("select 1 from pg_advisory_xact_lock(?1)")
                    .setParameter(1, LOCK)
                    .getSingleResult();
            Map<String, Published> now = lastPublished();
            List<Uni<Void>> sent = new ArrayList<>();
            if (remembered && isOvertaken(estimates.get(0).knownAt())) {
                return 0;
            }
            for (GapEstimate estimate : estimates) {
                if (Objects.equals(now.get(estimate.series()), asComputed.get(estimate.series()))) {
                    sent.add(send(estimate));
                    if (remembered) {
                        remember(estimate);
                    }
                }
            }
            if (!sent.isEmpty()) {
                Uni.join().all(sent).andFailFast().await().atMost(ACKNOWLEDGED_WITHIN);
            }
            return sent.size();
        });
    }

    private Map<String, Published> lastPublished() {
        Map<String, Published> last = new HashMap<>();
        PublishedEstimateEntity.<PublishedEstimateEntity>listAll()
                .forEach(one -> last.put(one.series, new Published(one.estimateHash, one.stateHash, one.knownAt)));
        return last;
    }

    /** What a vintage tells that was not known when a series was last published; worked out once for each such moment. */
    private final class Told {

        private final Vintage vintage;
        private final Map<Instant, NewsBetween> since = new HashMap<>();

        Told(Vintage vintage) {
            this.vintage = vintage;
        }

        GapEstimate.@Nullable News since(@Nullable Published before, Comparison comparison) {
            if (before == null
                    || before.knownAt == null
                    || before.stateHash.equals(vintage.facts().stateHash())) {
                return null;
            }
            return since.computeIfAbsent(before.knownAt, moment -> vintages.newsSince(moment, vintage))
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
