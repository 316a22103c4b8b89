package io.vorsprung.alert.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vorsprung.alert.AlertConfig;
import io.vorsprung.common.estimate.GapEstimate;
import io.vorsprung.common.wire.EventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    private final EntityManager entities;
    private final AlertConfig config;

    public Moves(EntityManager entities, AlertConfig config) {
        this.entities = entities;
        this.config = config;
    }

    /** A value that news moved. */
    public record Move(Instant at, double before, double after, GapEstimate.News news) {}

    /** Of headlines that have a value. */
    public boolean areNotedOf(GapEstimate estimate) {
        return estimate.value() != null && config.headlines().contains(estimate.series());
    }

    /** Notes an estimate, and the one before. */
    public void note(@Nullable GapEstimate before, GapEstimate estimate) {
        entities.createNativeQuery("insert into alerts.day_value (series, day, data) values (?1, ?2, ?3)"
                        + " on conflict (series, day) do update set data = excluded.data")
                .setParameter(1, estimate.series())
                .setParameter(2, estimate.asOf())
                .setParameter(3, json(estimate))
                .executeUpdate();
        GapEstimate.@Nullable News news = estimate.news();
        @Nullable Double was = before == null ? null : before.value();
        @Nullable Double is = estimate.value();
        if (was != null && is != null && news != null && Math.abs(is - was) >= LEAST) {
            entities.createNativeQuery(
                            "insert into alerts.move (series, at, before, after, data) values (?1, ?2, ?3, ?4, ?5)")
                    .setParameter(1, estimate.series())
                    .setParameter(2, estimate.knownAt())
                    .setParameter(3, was)
                    .setParameter(4, is)
                    .setParameter(5, json(news))
                    .executeUpdate();
        }
    }

    /** The last value of a series up to a day. */
    Optional<GapEstimate> upTo(String series, LocalDate day) {
        return entities
                .createNativeQuery(
                        "select data from alerts.day_value where series = ?1 and day <= ?2 order by day desc limit 1",
                        String.class)
                .setParameter(1, series)
                .setParameter(2, day)
                .getResultList()
                .stream()
                .findFirst()
                .map(data -> read((String) data, GapEstimate.class));
    }

    /** Oldest first. */
    List<Move> between(String series, Instant from, Instant to) {
        List<?> rows = entities.createNativeQuery(
                        "select at, before, after, data from alerts.move where series = ?1 and at >= ?2 and at < ?3 order by seq",
                        Object[].class)
                .setParameter(1, series)
                .setParameter(2, from)
                .setParameter(3, to)
                .setMaxResults(MOST)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Move(
                        (Instant) row[0],
                        (Double) row[1],
                        (Double) row[2],
                        read((String) row[3], GapEstimate.News.class)))
                .toList();
    }

    private static String json(Object value) {
        return new String(EventJson.write(value), StandardCharsets.UTF_8);
    }

    private static <T> T read(String data, Class<T> type) {
        try {
            return EventJson.MAPPER.readValue(data, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
