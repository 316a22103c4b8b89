package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.event.Source;
import io.vorsprung.common.wire.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Ratings of Arena's text leaderboard that we restate: one row a rating, with the release of a model that is not known yet. */
public final class OwnRatings {

    private static final String BENCHMARK = "arena-text";
    private static final String EVALUATOR = "Arena";

    private OwnRatings() {}

    public static List<Fact> read(InputStream table) throws IOException {
        List<Fact> facts = new ArrayList<>();
        Table.read(table, row -> {
            row.optional("released_on").ifPresent(released -> facts.add(release(row, LocalDate.parse(released))));
            facts.add(rating(row));
        });
        return facts;
    }

    private static ModelRelease release(Table.Row row, LocalDate releasedOn) {
        return new ModelRelease(
                row.text("model"),
                row.text("name"),
                List.of(new Developer(row.text("developer"), row.text("country"))),
                releasedOn,
                EventJson.MAPPER.convertValue(row.text("access"), Access.class),
                null,
                null,
                null,
                List.of(source(row)));
    }

    private static BenchmarkResult rating(Table.Row row) {
        return new BenchmarkResult(
                row.text("model"),
                row.optional("variant").orElse(null),
                null,
                BENCHMARK,
                row.number("rating").orElseThrow(),
                ScoreUnit.POINTS,
                row.number("stderr").orElse(null),
                LocalDate.parse(row.text("evaluated_on")),
                EVALUATOR,
                false,
                List.of(source(row)));
    }

    private static Source source(Table.Row row) {
        return new Source(row.text("source"), row.text("url"));
    }
}
