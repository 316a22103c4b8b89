package io.vorsprung.alert.delivery;

import io.vorsprung.alert.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was sent to whom, and what became of it. */
@ApplicationScoped
@Transactional
public class DeliveryLog {

    private final Sql sql;
    private final Clock clock;

    DeliveryLog(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A message in the log of a subscription.
     *
     * @param state waiting, delivered, dead or silenced
     * @param answer what the last attempt came to
     */
    public record Logged(
            long delivery,
            String message,
            String kind,
            String rule,
            String state,
            int attempts,
            Instant createdAt,
            Instant dueAt,
            @Nullable Instant doneAt,
            @Nullable String answer) {}

    /** One attempt. */
    public record Attempt(Instant at, long millis, String answer) {}

    /** Newest first; {@code state} absent for all. */
    public List<Logged> log(String subscription, @Nullable String state, int offset, int limit) {
        return sql.rows(
                "select d.seq, d.message, m.kind, d.lane, d.state, d.attempts, d.created_at, d.due_at, d.done_at, d.answer"
                        + " from alerts.delivery d join alerts.message m on m.id = d.message"
                        + " where d.subscription = ? and (? is null or d.state = ?) order by d.seq desc offset ? limit ?",
                statement -> {
                    statement.setString(1, subscription);
                    statement.setString(2, state);
                    statement.setString(3, state);
                    statement.setInt(4, offset);
                    statement.setInt(5, limit);
                },
                row -> new Logged(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getTimestamp(7).toInstant(),
                        row.getTimestamp(8).toInstant(),
                        row.getTimestamp(9) == null ? null : row.getTimestamp(9).toInstant(),
                        row.getString(10)));
    }

    /** Oldest first. */
    public List<Attempt> attempts(String subscription, long delivery) {
        return sql.rows(
                "select a.at, a.millis, a.answer from alerts.attempt a join alerts.delivery d on d.seq = a.delivery"
                        + " where d.subscription = ? and d.seq = ? order by a.seq",
                statement -> {
                    statement.setString(1, subscription);
                    statement.setLong(2, delivery);
                },
                row -> new Attempt(row.getTimestamp(1).toInstant(), row.getLong(2), row.getString(3)));
    }

    /** Sends a message again that is dead, silenced or delivered; false where there is none. */
    public boolean redeliver(String subscription, long delivery) {
        return sql.update(
                        "update alerts.delivery set state = 'waiting', attempts = 0, due_at = ?, locked_until = null,"
                                + " done_at = null where subscription = ? and seq = ?",
                        statement -> {
                            statement.setTimestamp(1, Timestamp.from(clock.instant()));
                            statement.setString(2, subscription);
                            statement.setLong(3, delivery);
                        })
                > 0;
    }

    /** Forgets what has been over since before a moment. */
    public int forget(Instant before) {
        int forgotten = sql.update(
                "delete from alerts.delivery where state <> 'waiting' and done_at < ?",
                statement -> statement.setTimestamp(1, Timestamp.from(before)));
        sql.update(
                "delete from alerts.message m where m.at < ? and not exists"
                        + " (select 1 from alerts.delivery d where d.message = m.id)",
                statement -> statement.setTimestamp(1, Timestamp.from(before)));
        return forgotten;
    }
}
