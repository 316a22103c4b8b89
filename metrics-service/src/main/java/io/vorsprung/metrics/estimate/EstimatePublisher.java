package io.vorsprung.metrics.estimate;

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
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final MutinyEmitter<byte[]> emitter;
    private final EntityManager entities;

    public EstimatePublisher(@Channel("gap-estimates") MutinyEmitter<byte[]> emitter, EntityManager entities) {
        this.emitter = emitter;
        this.entities = entities;
    }

    /**
     * The point estimates alone, at once, where there are new facts; the intervals follow. Not remembered: until they have
     * followed, the news is still to be told.
     *
     * @return how many were sent
     */
    @Transactional
    public int publishPoints(Vintage vintage, LocalDate asOf, Instant knownAt) {
        Map<String, PublishedEstimateEntity> last = lockAndRead();
        List<Uni<Void>> sent = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.pointwise(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                PublishedEstimateEntity before = last.get(series(comparison, measure));
                if (before == null || !before.stateHash.equals(vintage.facts().stateHash())) {
                    sent.add(send(estimator.estimate(measure, asOf, knownAt, Cause.EVENT)));
                }
            }
        }
        return await(sent);
    }

    /**
     * The estimates with their intervals, as far as they changed.
     *
     * @return how many were sent
     */
    @Transactional
    public int publish(Vintage vintage, LocalDate asOf, Instant knownAt) {
        Map<String, PublishedEstimateEntity> last = lockAndRead();
        List<Uni<Void>> sent = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            Estimator estimator = Estimator.withIntervals(vintage, comparison);
            for (GapMeasure measure : GapMeasure.all()) {
                PublishedEstimateEntity before = last.get(series(comparison, measure));
                boolean sameFacts = before != null
                        && before.stateHash.equals(vintage.facts().stateHash());
                GapEstimate estimate =
                        estimator.estimate(measure, asOf, knownAt, sameFacts ? Cause.CLOCK : Cause.EVENT);
                if (before == null || !before.estimateHash.equals(estimate.estimateHash())) {
                    sent.add(send(estimate));
                    remember(before, estimate);
                }
            }
        }
        return await(sent);
    }

    private Map<String, PublishedEstimateEntity> lockAndRead() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(?1)")
                .setParameter(1, LOCK)
                .getSingleResult();
        Map<String, PublishedEstimateEntity> last = new HashMap<>();
        PublishedEstimateEntity.<PublishedEstimateEntity>listAll().forEach(one -> last.put(one.series, one));
        return last;
    }

    private static String series(Comparison comparison, GapMeasure measure) {
        return comparison.id() + "/" + measure.id() + "/" + GapEstimate.OVERALL;
    }

    private static int await(List<Uni<Void>> sent) {
        if (!sent.isEmpty()) {
            Uni.join().all(sent).andFailFast().await().atMost(ACKNOWLEDGED_WITHIN);
        }
        return sent.size();
    }

    private Uni<Void> send(GapEstimate estimate) {
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(estimate.series())
                .withHeaders(EstimateRecords.headers(estimate))
                .build();
        return emitter.sendMessage(Message.of(EstimateRecords.value(estimate), Metadata.of(metadata)));
    }

    private static void remember(@Nullable PublishedEstimateEntity before, GapEstimate estimate) {
        PublishedEstimateEntity entity = before == null ? new PublishedEstimateEntity() : before;
        entity.series = estimate.series();
        entity.estimateHash = estimate.estimateHash();
        entity.stateHash = estimate.stateHash();
        if (before == null) {
            entity.persist();
        }
    }
}
