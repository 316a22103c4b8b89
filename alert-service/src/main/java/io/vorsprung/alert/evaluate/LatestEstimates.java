package io.vorsprung.alert.evaluate;

import io.vorsprung.alert.database.Sql;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EstimateRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest estimate of each series, in PostgreSQL. Within the caller's transaction. */
@ApplicationScoped
class LatestEstimates {

    private static final String READ =
            "select series, kafka_offset, known_at, revision, data from alerts.latest_estimate";
    private static final String LOCK = READ + " where series = any(?) order by series for update";
    private static final String PUT = """
            insert into alerts.latest_estimate (series, kafka_offset, known_at, revision, data)
            select series, kafka_offset::bigint, known_at::timestamptz, revision::bigint, data
            from unnest(?, ?, ?, ?, ?) as latest (series, kafka_offset, known_at, revision, data)
            on conflict (series) do update set kafka_offset = excluded.kafka_offset, known_at = excluded.known_at,
              revision = excluded.revision, data = excluded.data""";

    private final Sql sql;

    LatestEstimates(Sql sql) {
        this.sql = sql;
    }

    /**
     * The newest of a series.
     *
     * @param offset where it was on its partition; a series stays on one
     * @param knownAt null where it is from before that was kept
     * @param revision number of events that it is by
     * @param data the estimate as JSON
     */
    record Latest(String series, long offset, @Nullable Instant knownAt, long revision, String data) {

        static Latest of(Evaluation.Received received) {
            GapEstimate estimate = received.estimate();
            return new Latest(
                    estimate.series(), received.offset(), estimate.knownAt(), estimate.revision(), received.json());
        }

        GapEstimate estimate() {
            try {
                return EstimateRecords.readEstimate(data.getBytes(StandardCharsets.UTF_8));
            } catch (IOException damaged) {
                throw new UncheckedIOException(damaged);
            }
        }

        /**
         * Whether an estimate was taken in before, or is older. Intervals of what was known before may come after the point
         * estimates of what is known by now. On a topic that was made anew offsets begin again, in a database of events that was
         * the revision does: each is asked beside the time.
         */
        boolean isAhead(long otherOffset, GapEstimate other) {
            return knownAt != null
                    && (offset >= otherOffset && !other.knownAt().isAfter(knownAt)
                            || revision > other.revision() && other.knownAt().isBefore(knownAt));
        }
    }

    /** Locked until the transaction ends; in one order, so that two transactions can not wait for each other. */
    static Sql.Query<Latest> locking(Collection<String> series) {
        return new Sql.Query<>(Sql.Command.of(LOCK, series), LatestEstimates::read);
    }

    /** The same of one series. */
    Optional<GapEstimate> locked(String series) {
        return sql.rows(LOCK, statement -> Sql.texts(statement, 1, List.of(series)), LatestEstimates::read).stream()
                .findFirst()
                .map(Latest::estimate);
    }

    /** By series. */
    List<GapEstimate> all() {
        return sql.rows(READ + " order by series", none -> {}, LatestEstimates::read).stream()
                .map(Latest::estimate)
                .toList();
    }

    /** One of a series at most. */
    static Sql.Command putting(Collection<Latest> each) {
        return Sql.Command.of(
                PUT,
                each.stream().map(Latest::series).toList(),
                each.stream().map(latest -> Long.toString(latest.offset)).toList(),
                each.stream()
                        .map(latest -> latest.knownAt == null ? null : latest.knownAt.toString())
                        .toList(),
                each.stream().map(latest -> Long.toString(latest.revision)).toList(),
                each.stream().map(Latest::data).toList());
    }

    private static Latest read(ResultSet row) throws SQLException {
        @Nullable Timestamp knownAt = row.getTimestamp(3);
        return new Latest(
                row.getString(1),
                row.getLong(2),
                knownAt == null ? null : knownAt.toInstant(),
                row.getLong(4),
                row.getString(5));
    }
}
