package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArenaLeaderboardTest {

    private static final String SNAPSHOT = """
            {"meta":{"leaderboard":"text","source_url":"https://arena.ai/leaderboard/text",
             "fetched_at":"2026-03-31T23:20:13-05:00","last_updated":null},
             "models":[
              {"rank":1,"model":"claude-opus-4-6-thinking","vendor":"Anthropic","license":"proprietary","score":1504,"ci":6},
              {"rank":2,"model":"nobody-knows-1","vendor":"Moonshot","license":"open","score":1490.5},
              {"rank":3,"model":"no-score","vendor":"Moonshot","license":"open"}
             ]}""";

    @Test
    void ratingOfAKnownModelIsAResultOfItsVariant() {
        List<Fact> facts = Rows.facts(Rows.of("arena", SNAPSHOT));

        BenchmarkResult rating = (BenchmarkResult) facts.get(0);
        assertThat(rating.model()).isEqualTo("claude-opus-4.6");
        assertThat(rating.variant()).isEqualTo("thinking");
        assertThat(rating.benchmark()).isEqualTo("arena-text");
        assertThat(rating.unit()).isEqualTo(ScoreUnit.POINTS);
        assertThat(rating.stderr()).isEqualTo(3.06);
        assertThat(rating.evaluatedOn()).isEqualTo(LocalDate.parse("2026-04-01"));
    }

    @Test
    void modelThatNoTableHasIsToldToo() {
        List<Fact> facts = Rows.facts(Rows.of("arena", SNAPSHOT));

        ModelRelease release = (ModelRelease) facts.get(1);
        assertThat(release.developers()).containsExactly(new Developer("Moonshot", "CN"));
        assertThat(release.access()).isEqualTo(Access.OPEN_WEIGHTS);
        assertThat(release.sources().get(0).title()).contains("first seen there");
        assertThat(((BenchmarkResult) facts.get(2)).stderr()).isNull();
    }

    @Test
    void entryWithoutAScoreIsNamedAndLosesNothingElse() {
        List<Row> rows = Rows.of("arena", SNAPSHOT);

        assertThat(rows).hasSize(3);
        assertThat(rows.get(2)).isInstanceOfSatisfying(Row.Faulty.class, faulty -> {
            assertThat(faulty.line()).isEqualTo(3);
            assertThat(faulty.violation().field()).isEqualTo("score");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"models\":[{\"model\":\"a\",\"vendor\":\"b\",\"score\":1}]} | meta",
                "{\"meta\":{\"leaderboard\":\"text\"},\"models\":[{\"model\":\"a\",\"vendor\":\"b\",\"score\":1}]} | meta.fetched_at",
                "{\"meta\":{}} | models",
                "[1] | models"
            })
    void anotherDocumentSaysWhatIsMissing(String json, String field) {
        assertThat(Rows.of("arena", json))
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Faulty.class,
                        faulty -> assertThat(faulty.violation().field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource({"arena/text-2026-03-19.json, 30, 1502, 1461", "arena/text-2026-03-31.json, 71, 1504, 1465"})
    void everyEntryOfTheRealSnapshotsIsARating(String file, int entries, double best, double bestChinese)
            throws IOException {
        List<Row> rows = Rows.of("arena", Rows.real(file));

        assertThat(rows).hasSize(entries).allMatch(Row.Told.class::isInstance);
        List<BenchmarkResult> ratings = Rows.facts(rows).stream()
                .filter(BenchmarkResult.class::isInstance)
                .map(BenchmarkResult.class::cast)
                .toList();
        assertThat(ratings)
                .hasSize(entries)
                .extracting(BenchmarkResult::naturalKey)
                .doesNotHaveDuplicates();
        assertThat(ratings.stream().mapToDouble(BenchmarkResult::score).max()).hasValue(best);
        assertThat(ratings.stream()
                        .filter(rating -> List.of("dola-seed-2.0-preview", "qwen3.5-max-preview", "glm-5")
                                .contains(rating.model()))
                        .mapToDouble(BenchmarkResult::score)
                        .max())
                .hasValue(bestChinese);
    }
}
