package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** On an archive of our own in the form of Epoch AI's: the real one is not among our files. */
class EpochBenchmarksTest {

    private static final String HEADER = "Model version,mean_score,Release date,Organization,Country,"
            + "Training compute (FLOP),stderr,Started at\n";

    @Test
    void variantsBelongToTheirModelAndUnknownModelsAreToldOnce() throws IOException {
        List<Row> rows = Rows.of(
                "epoch-benchmarks",
                zip(Map.of(
                        "data/gpqa_diamond.csv",
                        HEADER
                                + "gpt-5.5_xhigh,0.9,2026-04-23,OpenAI,United States of America,,0.01,2026-04-25T10:00:00Z\n"
                                + "brand-new-1_high,0.8,2026-09-01,Some Lab,China,1e26,,\n"
                                + "brand-new-1_low,0.7,2026-09-01,Some Lab,China,1e26,,\n")));

        List<Fact> facts = Rows.facts(rows);
        assertThat(rows).hasSize(3);
        assertThat(facts).hasSize(4);
        BenchmarkResult known = (BenchmarkResult) facts.get(0);
        assertThat(known.model()).isEqualTo("gpt-5.5");
        assertThat(known.variant()).isNotNull();
        assertThat(known.benchmark()).isEqualTo("gpqa-diamond");
        assertThat(known.unit()).isEqualTo(ScoreUnit.FRACTION);
        assertThat(known.stderr()).isEqualTo(0.01);
        assertThat(known.evaluatedOn()).isEqualTo(LocalDate.parse("2026-04-25"));
        assertThat(known.evaluator()).isEqualTo("Epoch AI");
        ModelRelease release = (ModelRelease) facts.get(1);
        assertThat(release.model()).isEqualTo("brand-new-1");
        assertThat(release.developers()).containsExactly(new Developer("Some Lab", "CN"));
        assertThat(release.trainingComputeFlop()).isEqualTo(1e26);
        assertThat(((BenchmarkResult) facts.get(2)).variant()).isEqualTo("high");
        assertThat(((BenchmarkResult) facts.get(3)).variant()).isEqualTo("low");
    }

    @Test
    void unitIsThatOfTheWholeFile() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put(
                "aider_polyglot_external.csv",
                "Model version,Percent correct,Release date,Source,Source link\n"
                        + "m-1,0.9,2025-01-01,Aider,https://aider.chat\nm-2,88.0,2025-01-01,Aider,\n");
        files.put("metr_time_horizons_external.csv", "Model version,Time horizon,Release date\nm-1,0.5,2025-01-01\n");
        files.put("chess.csv", "Model version,Score,Release date\nm-1,-3,2025-01-01\n");

        List<Fact> results = Rows.facts(Rows.of("epoch-benchmarks", zip(files))).stream()
                .filter(BenchmarkResult.class::isInstance)
                .toList();

        assertThat(results)
                .extracting(fact -> ((BenchmarkResult) fact).unit())
                .containsExactly(ScoreUnit.PERCENT, ScoreUnit.PERCENT, ScoreUnit.POINTS, ScoreUnit.MINUTES);
        assertThat(((BenchmarkResult) results.get(0)).evaluator()).isEqualTo("Aider");
        assertThat(((BenchmarkResult) results.get(3)).benchmark()).isEqualTo("metr-time-horizons");
    }

    @Test
    void everyRowIsAFactOrInTheReport() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put(
                "a.csv",
                HEADER + "m-1,,2025-01-01,,,,,\nm-2,0.5,,,,,,\n,0.5,2025-01-01,,,,,\nm-3,much,2025-01-01,,,,,\n");
        files.put("b.csv", "Model version,Nothing that is known\nm-1,1\nm-2,2\n");
        files.put("c.csv", HEADER + "m-1,0.5\nm-2,0.5,2025-01-01,Lab,Atlantis,,,\nm-4,0.5,2025-01-01,Lab,France,,,\n");
        files.put("readme.txt", "hello");

        List<Row> rows = Rows.of("epoch-benchmarks", zip(files));

        assertThat(rows).hasSize(4 + 2 + 3 + 1);
        assertThat(rows.stream().filter(Row.Told.class::isInstance)).hasSize(1);
        assertThat(rows.stream()
                        .filter(Row.Faulty.class::isInstance)
                        .map(row -> ((Row.Faulty) row).violation().field()))
                .containsExactly("a.csv: mean_score", "c.csv", "c.csv: Country");
    }

    @Test
    void archiveThatIsCutOrUnpacksToTooMuchIsAFaultAndNotAnEnd() throws IOException {
        byte[] whole = zip(Map.of("a.csv", HEADER + "m-1,0.5,2025-01-01,Lab,France,,,\n".repeat(1000)));
        byte[] bomb = zip(Map.of("a.csv", HEADER + "m-1,0.5,2025-01-01,Lab,France,,,\n".repeat(100_000)));

        assertThat(Rows.of("epoch-benchmarks", Arrays.copyOf(whole, whole.length / 2)))
                .last()
                .isInstanceOf(Row.Faulty.class);
        assertThat(Rows.of("epoch-benchmarks", bomb))
                .singleElement()
                .isInstanceOfSatisfying(
                        Row.Faulty.class,
                        faulty -> assertThat(faulty.violation().expected()).contains("max-unpacked"));
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
