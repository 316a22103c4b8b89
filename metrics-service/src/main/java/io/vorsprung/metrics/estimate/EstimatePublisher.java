package io.vorsprung.metrics.estimate;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import io.vorsprung.common.comparison.Comparison;
import io.vorsprung.common.estimate.Cause;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import io.vorsprung.common.wire.GroupProducer;
import io.vorsprung.metrics.MetricsConfig;
import io.vorsprung.metrics.gap.GapMeasure;
import io.vorsprung.metrics.gap.Measure;
import io.vorsprung.metrics.vintage.Estimator;
import io.vorsprung.metrics.vintage.Slice;
import io.vorsprung.metrics.vintage.Vintage;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
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
    private static final String MARK = "select (select max(known_at) from metrics.published_estimate),"
            + " (select max(known_at) from metrics.published_points)";
    private static final List<GapMeasure> HEADLINES = List.of(Measure.CAPABILITY, Measure.LAG);

    private final GroupProducer producer;
    private final EntityManager entities;
    private final AgroalDataSource database;
    private final Vintages vintages;
    private final GapGauges gauges;
    private final NewEvents newEvents;
    private final Duration headlineLead;
    private final AtomicLong newestPoints = new AtomicLong();
    private boolean first = true;

    /** So that points need not read what this process wrote; used under the mark only. */
    private volatile @Nullable Before lastKnown;

    /** Held while points are made and sent, and while intervals are that will wait no longer. */
    private final ReentrantLock turn = new ReentrantLock(true);

    public EstimatePublisher(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            EntityManager entities,
            AgroalDataSource database,
            Vintages vintages,
            GapGauges gauges,
            NewEvents newEvents,
            MetricsConfig config) {
        this.producer = new GroupProducer(broker, ACKNOWLEDGED_WITHIN);
        this.entities = entities;
        this.database = database;
        this.vintages = vintages;
        this.gauges = gauges;
        this.newEvents = newEvents;
        this.headlineLead = config.headlineLead();
    }

    /** What estimates are made of. */
    public record Present(Vintage vintage, LocalDate day, Instant knownAt) {}

    /** The last estimate of a series with its interval. */
    private record Published(
            String estimateHash, String stateHash, @Nullable Instant knownAt) {}

    /** What the point estimates were of that went out last. */
    private record Points(String stateHash, Instant knownAt) {
        boolean isAfter(@Nullable Published published) {
            return published == null || published.knownAt == null || knownAt.isAfter(published.knownAt);
        }
    }

    /** What went out last, with intervals and without: another one where anything went out since. */
    private record Mark(
            @Nullable Instant estimates, @Nullable Instant points) {
        Mark with(Instant newPoints) {
            return new Mark(estimates, newPoints);
        }
    }

    /** What went out before. */
    private record Before(Map<String, Published> estimates, Optional<Points> points, Mark mark) {}

    /**
     * The point estimates alone, at once, where the facts are others than those of what is on the topic; the intervals follow.
     * The first time all of them, whatever was on the topic when the process before this one ended.
     *
     * @param now asked while nobody else publishes, so that what goes out later knows more; empty where nothing is known yet
     * @return what it was asked
     */
    public Optional<Present> publishPoints(Supplier<Optional<Present>> now) {
        turn.lock();
        try {
            Optional<Present> asked = QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_SECONDS)
                    .call(() -> {
                        Mark mark = lock();
                        Optional<Present> present = now.get();
                        present.ifPresent(found -> publishPointsNow(found, known(mark)));
                        return present;
                    });
            first = first && asked.isEmpty();
            return asked;
        } finally {
            turn.unlock();
        }
    }

    /** The headline goes out, and gets through, before the others are worked out: most rules are on it. */
    private void publishPointsNow(Present present, Before before) {
        Told told = new Told(present.vintage());
        Comparison headline = Comparison.BUILT_IN.get(0);
        List<GapEstimate> ahead = points(present, headline, HEADLINES, before, told);
        send(ahead).await();
        if (!ahead.isEmpty()) {
            leaveItTheProcessors();
        }
        List<GapEstimate> others = new ArrayList<>();
        for (Comparison comparison : Comparison.BUILT_IN) {
            List<GapMeasure> measures = new ArrayList<>(GapMeasure.all());
            if (comparison.equals(headline)) {
                measures.removeAll(HEADLINES);
            }
            others.addAll(points(present, comparison, measures, before, told));
        }
        GroupProducer.Sent sentOthers = send(others);
        newestPoints.accumulateAndGet(present.knownAt().toEpochMilli(), Math::max);
        if (!ahead.isEmpty() || !others.isEmpty()) {
            Points points = new Points(present.vintage().facts().stateHash(), present.knownAt());
            remember(points);
            sentOthers.await();
            lastKnown = new Before(before.estimates, Optional.of(points), before.mark.with(points.knownAt));
        }
    }

    private void leaveItTheProcessors() {
        try {
            newEvents.awaitAny(headlineLead);
        } catch (InterruptedException stopping) {
            throw new InterruptException(stopping); // sets the thread's mark again
        }
    }

    /** Of what is not on the topic. */
    private List<GapEstimate> points(
            Present present, Comparison comparison, List<GapMeasure> measures, Before before, Told told) {
        String now = present.vintage().facts().stateHash();
        Estimator estimator = Estimator.daily(present.vintage(), comparison, Slice.ALL, false);
        List<GapEstimate> estimates = new ArrayList<>();
        for (GapMeasure measure : measures) {
            @Nullable Published last = before.estimates.get(series(comparison, measure));
            @Nullable
            Points points = before.points.filter(one -> one.isAfter(last)).orElse(null);
            @Nullable String there = points != null ? points.stateHash : last != null ? last.stateHash : null;
            if (first || !now.equals(there)) {
                @Nullable Instant since = points != null ? points.knownAt : last != null ? last.knownAt : null;
                estimates.add(estimator
                        .estimate(measure, present.day(), present.knownAt(), Cause.EVENT)
                        .withNews(now.equals(there) ? null : told.since(since, comparison)));
            }
        }
        return estimates;
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
    public int publish(Present present) {
        if (isOvertaken(present.knownAt())) {
            return 0;
        }
        Vintage vintage = present.vintage();
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
                        .estimate(measure, present.day(), present.knownAt(), sameFacts ? Cause.CLOCK : Cause.EVENT)
                        .withNews(sameFacts ? null : told.since(last == null ? null : last.knownAt, comparison));
                gauges.show(estimate);
                boolean pointsCameBetween =
                        before.points.filter(points -> points.isAfter(last)).isPresent();
                if (last == null || pointsCameBetween || !last.estimateHash.equals(estimate.estimateHash())) {
                    estimates.add(estimate);
                }
            }
        }
        return estimates.isEmpty() ? 0 : publish(estimates, before);
    }

    /** Under the lock; a series that another replica has published meanwhile is left to it. */
    private int publish(List<GapEstimate> estimates, Before asComputed) {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            Before now = known(lock());
            if (isOvertaken(estimates.get(0).knownAt())) {
                return 0;
            }
            List<GapEstimate> ours = estimates.stream()
                    .filter(estimate -> Objects.equals(
                            now.estimates.get(estimate.series()), asComputed.estimates.get(estimate.series())))
                    .toList();
            GroupProducer.Sent sent = send(ours);
            ours.forEach(EstimatePublisher::remember);
            sent.await();
            lastKnown = null;
            return ours.size();
        });
    }

    /** Until the transaction ends nobody else publishes. Lock and mark in one message, the mark by what is there then. */
    private Mark lock() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select pg_advisory_xact_lock(?);\n" + MARK)) {
            statement.setLong(1, LOCK);
            statement.execute();
            statement.getMoreResults();
            try (ResultSet newest = statement.getResultSet()) {
                newest.next();
                return new Mark(instant(newest, 1), instant(newest, 2));
            }
        } catch (SQLException failed) {
            throw new NotPublished(failed);
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        @Nullable Timestamp found = row.getTimestamp(column);
        return found == null ? null : found.toInstant();
    }

    /** The database did not answer; the transaction is rolled back. */
    static final class NotPublished extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotPublished(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Under the lock. */
    private Before known(Mark mark) {
        @Nullable Before known = lastKnown;
        return known != null && mark.equals(known.mark) ? known : before();
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

    private Mark mark() {
        Object[] newest =
                (Object[]) entities.createNativeQuery(MARK, Object[].class).getSingleResult();
        return new Mark((Instant) newest[0], (Instant) newest[1]);
    }

    private void remember(Points points) {
        entities.createNativeQuery(
                        "insert into metrics.published_points (id, state_hash, known_at) values (1, ?1, ?2)"
                                + " on conflict (id) do update set state_hash = excluded.state_hash, known_at = excluded.known_at")
                .setParameter(1, points.stateHash)
                .setParameter(2, points.knownAt)
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

    private GroupProducer.Sent send(List<GapEstimate> estimates) {
        return producer.send(estimates.stream().map(EstimateRecords::record).toList());
    }

    @PreDestroy
    void close() {
        producer.close();
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
