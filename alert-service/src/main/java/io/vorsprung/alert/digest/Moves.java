package io.vorsprung.alert.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.alert.database.Sql;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the headline series were at the end of each day, and what moved them. Within the caller's transaction. */
@ApplicationScoped
public class Moves {

    private static final double LEAST = 0.005;
    private static final int MOST = 100;

    private static final String NOTE_DAYS = """
            insert into alerts.day_value (series, day, data)
            select distinct on (series, day) series, day::date, data
            from unnest(?, ?, ?) with ordinality as seen (series, day, data, place) order by series, day, place desc
            on conflict (series, day) do update set data = excluded.data""";

    private static final String NOTE_MOVES = """
            insert into alerts.move (series, at, before, after, data)
            select series, at::timestamptz, before::double precision, after::double precision, data
            from unnest(?, ?, ?, ?, ?) with ordinality as moved (series, at, before, after, data, place) order by place""";

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
    public static List<Sql.Command> noting(List<Seen> seen) {
        List<Sql.Command> commands = new ArrayList<>();
        if (!seen.isEmpty()) {
            commands.add(Sql.Command.of(
                    NOTE_DAYS,
                    texts(seen, one -> one.estimate.series()),
                    texts(seen, one -> one.estimate.asOf().toString()),
                    texts(seen, one -> EventJson.text(one.estimate))));
        }
        List<Seen> moved = seen.stream().filter(one -> one.move().isPresent()).toList();
        if (!moved.isEmpty()) {
            List<Move> moves =
                    moved.stream().flatMap(one -> one.move().stream()).toList();
            commands.add(Sql.Command.of(
                    NOTE_MOVES,
                    texts(moved, one -> one.estimate.series()),
                    texts(moves, move -> move.at.toString()),
                    texts(moves, move -> Double.toString(move.before)),
                    texts(moves, move -> Double.toString(move.after)),
                    texts(moves, move -> EventJson.text(move.news))));
        }
        return commands;
    }

    private static <T> List<String> texts(List<T> each, Function<T, String> part) {
        return each.stream().map(part).toList();
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
