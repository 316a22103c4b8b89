package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochIndexTest {

    @TempDir
    Path directory;

    @Test
    void releaseHasCountryAccessAndWhatIsKnownOfItsTraining() throws Exception {
        Path scores = write("scores.csv", """
                Model,date,Organization,Country (of organization),Model accessibility
                "Alpha (MoE, May 2024)",2024-05-07,"Lab A,Lab B",China,Open weights (restricted use)
                Beta,2024-06-01,,,Unknown
                """);
        Path models = write("models.csv", """
                Model,Parameters,Training compute (FLOP),Training hardware,Hardware quantity
                Alpha,236000000000.0,1e24,NVIDIA H800,2048.0
                """);

        List<ModelRelease> releases = EpochIndex.releases(scores, EpochModels.read(models));

        ModelRelease alpha = releases.get(0);
        assertThat(alpha.model()).isEqualTo("alpha-moe-may-2024");
        assertThat(alpha.developers()).extracting("country").containsExactly("CN", "CN");
        assertThat(alpha.access()).isEqualTo(Access.OPEN_WEIGHTS);
        assertThat(alpha.trainingComputeFlop()).isEqualTo(1e24);
        assertThat(alpha.hardware().chip()).isEqualTo("NVIDIA H800");
        ModelRelease beta = releases.get(1);
        assertThat(beta.developers()).isEmpty();
        assertThat(beta.access()).isNull();
    }

    @Test
    void evaluationPrecedesNeitherModelNorBenchmark() throws Exception {
        Path results = write("results.csv", """
                performance,benchmark,benchmark_release_date,model,model_version,date,source
                0.5,Old Bench,2020-01-01,Alpha,alpha-v1,2024-05-07,
                0.25,New Bench,2025-02-03,Alpha,,2024-05-07,https://example.org/board
                """);

        List<BenchmarkResult> read = EpochIndex.results(results);

        assertThat(read.get(0).evaluatedOn()).isEqualTo(LocalDate.parse("2024-05-07"));
        assertThat(read.get(0).unit()).isEqualTo(ScoreUnit.NORMALIZED);
        assertThat(read.get(0).evaluator()).isEqualTo("Epoch AI Benchmarking Hub");
        assertThat(read.get(1).evaluatedOn()).isEqualTo(LocalDate.parse("2025-02-03"));
        assertThat(read.get(1).variant()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "DeepSeek-V3, DeepSeek-V3 Technical Report, true",
        "Llama 3-70B, DeepSeek-V3 Technical Report, false",
        "Yi-34B, Yi: Open Foundation Models by 01.AI, true",
        "GPT-4 (Mar 2023), GPT-4 Technical Report, true",
        "Qwen2.5-72B, Aider LLM Leaderboards, false"
    })
    void reportNamedAfterTheFamilyIsSelfReported(String model, String evaluator, boolean expected) {
        assertThat(EpochIndex.isSelfReported(model, evaluator)).isEqualTo(expected);
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}
