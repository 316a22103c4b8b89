package io.vorsprung.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.event.Source;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code arena}: a snapshot of a leaderboard of Arena as JSON: {@code meta} with the leaderboard and the day, then
 * {@code models} with score, 95 % interval, votes, vendor and licence. A rating a row; of a model that no table knows also its
 * release, on the day on which the leaderboard first shows it here, as the snapshot does not give another.
 */
final class ArenaLeaderboard implements ImportFormat {

    private static final String EVALUATOR = "Arena";

    /** Half the width of a 95 % interval, in standard errors. */
    private static final double HALF_WIDTH = 1.96;

    private final Catalogue catalogue;

    ArenaLeaderboard(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "arena";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJsonWith("meta", "leaderboard", "models");
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return new JsonElements(body, "models", this::row);
    }

    private Row row(long position, JsonNode entry, Map<String, JsonNode> before) {
        JsonNode meta = before.get("meta");
        if (meta == null) {
            throw new InvalidEvent("meta", "an object before the models", "nothing");
        }
        LocalDate day = day(meta);
        Source source = new Source(
                "Arena " + text(meta, "leaderboard") + " leaderboard",
                meta.path("source_url").isTextual() ? meta.get("source_url").asText() : null);
        String name = text(entry, "model");
        Catalogue.ModelName model = catalogue.model(name);
        List<Fact> facts = new ArrayList<>();
        if (!model.known()) {
            String vendor = text(entry, "vendor");
            facts.add(new ModelRelease(
                    model.model(),
                    name,
                    List.of(new Developer(vendor, catalogue.homeOf(vendor))),
                    day,
                    access(entry.path("license").asText()),
                    null,
                    null,
                    null,
                    List.of(new Source(source.title() + " (release: first seen there)", source.url()))));
        }
        facts.add(new BenchmarkResult(
                model.model(),
                model.variant(),
                null,
                "arena-" + Identifiers.of(text(meta, "leaderboard")),
                number(entry, "score"),
                ScoreUnit.POINTS,
                entry.hasNonNull("ci") ? Math.round(100 * number(entry, "ci") / HALF_WIDTH) / 100.0 : null,
                day,
                EVALUATOR,
                false,
                List.of(source)));
        return new Row.Told(position, facts);
    }

    private static LocalDate day(JsonNode meta) {
        String fetched = meta.path("fetched_at").asText();
        try {
            return OffsetDateTime.parse(fetched)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDate();
        } catch (DateTimeParseException malformed) {
            throw new InvalidEvent("meta.fetched_at", "a time such as 2026-03-31T06:20:13Z", fetched);
        }
    }

    private static @Nullable Access access(String license) {
        return switch (license) {
            case "proprietary" -> Access.CLOSED;
            case "open" -> Access.OPEN_WEIGHTS;
            default -> null;
        };
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual() || node.get(field).asText().isBlank()) {
            throw new InvalidEvent(field, "text", node.path(field).toString());
        }
        return node.get(field).asText();
    }

    private static double number(JsonNode node, String field) {
        if (!node.path(field).isNumber()) {
            throw new InvalidEvent(field, "a number", node.path(field).toString());
        }
        return node.get(field).asDouble();
    }
}
