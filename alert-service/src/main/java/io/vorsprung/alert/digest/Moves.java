package io.vorsprung.alert.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the headline series were at the end of each day, and what moved them. Within the caller's transaction. */
@ApplicationScoped
public class Moves {

    private static final double LEAST = 0.005;
    private static final int MOST = 100;

    private static final String NOTE = """
            with day as (
              insert into alerts.day_value (series, day, data) values (?, ?, ?)
              on conflict (series, day) do update set data = excluded.data
            )
            insert into alerts.move (series, at, before, after, data)
            select * from (values (?, ?::timestamptz, ?::double precision, ?::double precision, ?))
              as seen (series, at, before, after, data) where data is not null""";

    private final Sql sql;
    private final AlertConfig config;

    public Moves(Sql sql, AlertConfig config) {
        this.sql = sql;
        this.config = config;
    }

    /** A value that news moved. */
    public record Move(Instant at, double before, double after, GapEstimate.News news) {}

    /** Of headlines that have a value. */
    public boolean areNotedOf(GapEstimate estimate) {
        return estimate.value() != null && config.headlines().contains(estimate.series());
    }

    /** An estimate of a headline, and the one before. */
    public record Seen(@Nullable GapEstimate before, GapEstimate estimate) {

        /** What moved it, where it moved. */
        private Optional<Move> move() {
            GapEstimate.@Nullable News news = estimate.news();
            @Nullable Double was = before == null ? null : before.value();
            @Nullable Double is = estimate.value();
            return was != null && is != null && news != null && Math.abs(is - was) >= LEAST
                    ? Optional.of(new Move(estimate.knownAt(), was, is, news))
                    : Optional.empty();
        }
    }

    /** Notes what was seen of headlines, in its order. */
    public void note(List<Seen> seen) {
        sql.updateEach(NOTE, seen, (statement, one) -> {
            @Nullable Move move = one.move().orElse(null);
            statement.setString(1, one.estimate.series());
            statement.setObject(2, one.estimate.asOf());
            statement.setString(3, EventJson.text(one.estimate));
            statement.setString(4, one.estimate.series());
            statement.setTimestamp(5, Timestamp.from(one.estimate.knownAt()));
            statement.setObject(6, move == null ? null : move.before, Types.DOUBLE);
            statement.setObject(7, move == null ? null : move.after, Types.DOUBLE);
            statement.setString(8, move == null ? null : EventJson.text(move.news));
        });
    }

    /** The last value of a series up to a day. */
    Optional<GapEstimate> upTo(String series, LocalDate day) {
        return sql
                .rows(
                        "select data from alerts.day_value where series = ? and day <= ? order by day desc limit 1",
                        statement -> {
                            statement.setString(1, series);
                            statement.setObject(2, day);
                        },
                        row -> read(row.getString(1), GapEstimate.class))
                .stream()
                .findFirst();
    }

    /** Oldest first. */
    List<Move> between(String series, Instant from, Instant to) {
        return sql.rows(
                "select at, before, after, data from alerts.move where series = ? and at >= ? and at < ? order by seq limit ?",
                statement -> {
                    statement.setString(1, series);
                    statement.setTimestamp(2, Timestamp.from(from));
                    statement.setTimestamp(3, Timestamp.from(to));
                    statement.setInt(4, MOST);
                },
                row -> new Move(
                        row.getTimestamp(1).toInstant(),
                        row.getDouble(2),
                        row.getDouble(3),
                        read(row.getString(4), GapEstimate.News.class)));
    }

    private static <T> T read(String data, Class<T> type) {
        try {
            return EventJson.MAPPER.readValue(data, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
