package io.vorsprung.alert.delivery;

import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.database.DatabaseFault;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.alert.silence.Silence;
import io.vorsprung.alert.silence.SilenceStore;
import io.vorsprung.alert.subscription.Subscription;
import io.vorsprung.alert.subscription.SubscriptionStore;
import io.vorsprung.common.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages to subscribers in PostgreSQL: the queue of what is due, and what was tried. JDBC, because rows are many
 * and locks matter. Of one subscription and rule only the oldest that waits may be sent, so that their order holds.
 */
@ApplicationScoped
@Transactional
public class Deliveries {

    private static final int MOST_SILENCES = 10_000;

    private final Sql sql;
    private final AlertStore alerts;
    private final SubscriptionStore subscriptions;
    private final SilenceStore silences;
    private final AlertConfig.Delivery config;
    private final Clock clock;

    public Deliveries(
            Sql sql,
            AlertStore alerts,
            SubscriptionStore subscriptions,
            SilenceStore silences,
            AlertConfig config,
            Clock clock) {
        this.sql = sql;
        this.alerts = alerts;
        this.subscriptions = subscriptions;
        this.silences = silences;
        this.config = config.delivery();
        this.clock = clock;
    }

    /** A message that a replica has taken, to be sent now. */
    record Due(
            long seq,
            Subscription subscription,
            List<String> secrets,
            Message message,
            String groupKey,
            boolean grouped,
            int attempts) {}

    /**
     * What became of it.
     *
     * @param again when it is tried again; absent where it is over
     * @param gone nothing more is wanted there
     */
    record Outcome(
            Due due, String state, @Nullable Instant again, String answer, Instant at, long millis, boolean gone) {

        static final String WAITING = "waiting";
        static final String DELIVERED = "delivered";
        static final String DEAD = "dead";
        static final String SILENCED = "silenced";
    }

    /**
     * Picks the subscribers of the alerts that came. A resolved or withdrawn one goes to those alone whom the firing one was
     * not kept from.
     *
     * @return how many messages were put into the queue
     */
    int pick(int most) {
        List<AlertStore.ToPick> waiting = alerts.takeToPick(most);
        if (waiting.isEmpty()) {
            return 0;
        }
        List<SubscriptionStore.Kept> all = subscriptions.enabled();
        Instant now = clock.instant();
        List<Silence> silent = silences.notOver(now, MOST_SILENCES);
        int picked = 0;
        for (AlertStore.ToPick toPick : waiting) {
            Alert alert = toPick.alert();
            List<Subscription> asking = all.stream()
                    .filter(kept -> !kept.createdAt().isAfter(toPick.at()))
                    .map(SubscriptionStore.Kept::subscription)
                    .filter(one -> one.asksFor(alert))
                    .toList();
            if (alert.state() != Alert.State.FIRING) {
                Set<String> told = toldOf(alert.alert());
                asking = asking.stream().filter(one -> told.contains(one.id())).toList();
            }
            boolean silenced = silent.stream().anyMatch(silence -> silence.covers(alert, now));
            put(Message.of(alert), asking, silenced ? Outcome.SILENCED : Outcome.WAITING, now);
            picked += asking.size();
        }
        return picked;
    }

    /** Puts a message into the queue of each subscription; where it is already it stays as it is. */
    public void put(Message message, List<Subscription> to, Instant now) {
        put(message, to, Outcome.WAITING, now);
    }

    private void put(Message message, List<Subscription> to, String state, Instant now) {
        if (to.isEmpty()) {
            return;
        }
        sql.update(
                "insert into alerts.message (id, kind, at, data) values (?, ?, ?, ?) on conflict (id) do nothing",
                statement -> {
                    statement.setString(1, message.id());
                    statement.setString(2, message.kind());
                    statement.setTimestamp(3, Timestamp.from(message.at()));
                    statement.setString(4, message.data());
                });
        to.stream()
                .collect(Collectors.partitioningBy(
                        Subscription::isGrouped, Collectors.mapping(Subscription::id, Collectors.toList())))
                .forEach((grouped, ids) -> put(message, ids, grouped, state, now));
    }

    /** Whoever was deleted meanwhile gets nothing. */
    private void put(Message message, List<String> to, boolean grouped, String state, Instant now) {
        boolean over = !state.equals(Outcome.WAITING);
        sql.update(
                "insert into alerts.delivery (subscription, message, lane, crossing, group_key, grouped, state, due_at,"
                        + " created_at, done_at) select s.id, ?, ?, ?, ?, ?::boolean, ?, ?::timestamptz, ?::timestamptz,"
                        + " ?::timestamptz from alerts.subscription s where s.id = any(?) order by s.id for key share"
                        + " on conflict (subscription, message) do nothing",
                statement -> {
                    statement.setString(1, message.id());
                    statement.setString(2, message.lane());
                    statement.setString(3, message.crossing());
                    statement.setString(4, message.groupKey());
                    statement.setBoolean(5, grouped);
                    statement.setString(6, state);
                    statement.setTimestamp(7, Timestamp.from(grouped ? now.plus(config.groupWait()) : now));
                    statement.setTimestamp(8, Timestamp.from(now));
                    statement.setTimestamp(9, over ? Timestamp.from(now) : null);
                    statement.setArray(10, statement.getConnection().createArrayOf("text", to.toArray()));
                });
    }

    /** Who was, or is to be, told that the alert of a crossing fires. */
    private Set<String> toldOf(String crossing) {
        return new HashSet<>(sql.rows(
                "select subscription from alerts.delivery where crossing = ? and state <> 'silenced'",
                statement -> statement.setString(1, crossing),
                row -> row.getString(1)));
    }

    /** Takes what is due; nobody else gets it before the lease is over. */
    List<Due> claim(int most) {
        Instant now = clock.instant();
        List<Due> due = sql.rows(
                """
                with due as (
                  select d.seq from alerts.delivery d join alerts.subscription s on s.id = d.subscription and s.enabled
                  where d.state = 'waiting' and d.due_at <= ? and (d.locked_until is null or d.locked_until <= ?)
                    and not exists (select 1 from alerts.delivery e
                        where e.subscription = d.subscription and e.lane = d.lane and e.state = 'waiting' and e.seq < d.seq
                          and not (d.grouped and e.grouped and e.group_key = d.group_key))
                  order by d.due_at, d.seq limit ? for update of d skip locked)
                update alerts.delivery d set locked_until = ?
                from due, alerts.subscription s, alerts.message m
                where d.seq = due.seq and s.id = d.subscription and m.id = d.message
                returning d.seq, s.data, s.secret, s.old_secret, s.old_until, m.id, m.kind, m.at, m.data, d.lane, d.crossing,
                  d.group_key, d.grouped, d.attempts""",
                statement -> {
                    statement.setTimestamp(1, Timestamp.from(now));
                    statement.setTimestamp(2, Timestamp.from(now));
                    statement.setInt(3, most);
                    statement.setTimestamp(4, Timestamp.from(now.plus(config.lease())));
                },
                row -> due(row, now));
        due.sort(Comparator.comparingLong(Due::seq));
        return due;
    }

    private static Due due(ResultSet row, Instant now) throws SQLException {
        List<String> secrets = new ArrayList<>();
        Optional.ofNullable(row.getString(3)).ifPresent(secrets::add);
        Timestamp until = row.getTimestamp(5);
        if (until != null && now.isBefore(until.toInstant())) {
            Optional.ofNullable(row.getString(4)).ifPresent(secrets::add);
        }
        return new Due(
                row.getLong(1),
                Message.read(row.getString(2), Subscription.class),
                secrets,
                new Message(
                        row.getString(6),
                        row.getString(7),
                        row.getTimestamp(8).toInstant(),
                        row.getString(10),
                        row.getString(11),
                        row.getString(12),
                        row.getString(9)),
                row.getString(12),
                row.getBoolean(13),
                row.getInt(14));
    }

    /** Writes down what became of messages. One that is not taken any more (sent again by hand, deleted) stays as it is. */
    void finish(List<Outcome> outcomes) {
        String update = "update alerts.delivery set state = ?, attempts = attempts + 1, due_at = coalesce(?, due_at),"
                + " locked_until = null, done_at = ?, answer = ? where seq = ? and state = 'waiting'";
        String log =
                "insert into alerts.attempt (delivery, at, millis, answer) select seq, ?, ?, ? from alerts.delivery"
                        + " where seq = ?";
        try (Connection connection = sql.connection();
                PreparedStatement updates = connection.prepareStatement(update);
                PreparedStatement attempts = connection.prepareStatement(log)) {
            for (Outcome outcome : outcomes) {
                updates.setString(1, outcome.state());
                updates.setTimestamp(2, outcome.again() == null ? null : Timestamp.from(outcome.again()));
                updates.setTimestamp(3, outcome.state().equals(Outcome.WAITING) ? null : Timestamp.from(outcome.at()));
                updates.setString(4, outcome.answer());
                updates.setLong(5, outcome.due().seq());
                updates.addBatch();
                attempts.setTimestamp(1, Timestamp.from(outcome.at()));
                attempts.setLong(2, outcome.millis());
                attempts.setString(3, outcome.answer());
                attempts.setLong(4, outcome.due().seq());
                attempts.addBatch();
            }
            updates.executeBatch();
            attempts.executeBatch();
        } catch (SQLException failed) {
            throw new DatabaseFault(failed);
        }
        outcomes.stream()
                .filter(outcome -> outcome.state().equals(Outcome.DEAD))
                .map(outcome -> outcome.due().subscription().id())
                .distinct()
                .forEach(this::disableAfterDeadLetters);
    }

    private void disableAfterDeadLetters(String subscription) {
        List<String> last = sql.rows(
                "select state from alerts.delivery where subscription = ? and state in ('delivered', 'dead')"
                        + " order by done_at desc limit ?",
                statement -> {
                    statement.setString(1, subscription);
                    statement.setInt(2, config.deadLettersInARow());
                },
                row -> row.getString(1));
        if (last.size() == config.deadLettersInARow() && last.stream().allMatch(Outcome.DEAD::equals)) {
            subscriptions.disable(subscription, config.deadLettersInARow() + " dead letters in a row");
        }
    }
}
