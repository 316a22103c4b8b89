package io.vorsprung.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochIndexTest {

    @Test
    void releaseHasCountryAndAccess() {
        List<Fact> releases = Rows.facts(Rows.of("epoch-eci", """
                Model,eci,date,Organization,Country (of organization),Model accessibility
                "Alpha (MoE, May 2024)",1,2024-05-07,"Lab A,Lab B",China,Open weights (restricted use)
                Beta,2,2024-06-01,,,Unknown
                """));

        ModelRelease alpha = (ModelRelease) releases.get(0);
        assertThat(alpha.model()).isEqualTo("alpha-moe-may-2024");
        assertThat(alpha.developers()).extracting("country").containsExactly("CN", "CN");
        assertThat(alpha.access()).isEqualTo(Access.OPEN_WEIGHTS);
        ModelRelease beta = (ModelRelease) releases.get(1);
        assertThat(beta.developers()).isEmpty();
        assertThat(beta.access()).isNull();
    }

    @Test
    void evaluationPrecedesNeitherModelNorBenchmark() {
        List<Fact> results = Rows.facts(Rows.of("epoch-eci", """
                performance,benchmark,benchmark_release_date,model,model_version,date,source
                0.5,Old Bench,2020-01-01,Alpha,alpha-v1,2024-05-07,
                0.25,New Bench,2025-02-03,Alpha,,2024-05-07,https://example.org/board
                """));

        BenchmarkResult old = (BenchmarkResult) results.get(0);
        assertThat(old.evaluatedOn()).isEqualTo(LocalDate.parse("2024-05-07"));
        assertThat(old.unit()).isEqualTo(ScoreUnit.NORMALIZED);
        assertThat(old.evaluator()).isEqualTo("Epoch AI Benchmarking Hub");
        BenchmarkResult newer = (BenchmarkResult) results.get(1);
        assertThat(newer.evaluatedOn()).isEqualTo(LocalDate.parse("2025-02-03"));
        assertThat(newer.variant()).isNull();
    }

    @Test
    void everyRowOfTheRealFilesIsAFact() throws IOException {
        Path results = Rows.real("epoch-eci-2026-08/eci_benchmarks.csv");

        assertThat(Rows.facts(Rows.of("epoch-eci", results))).hasSize(2249).allMatch(BenchmarkResult.class::isInstance);
        assertThat(Rows.facts(Rows.of("epoch-eci", results.resolveSibling("eci_scores.csv"))))
                .hasSize(222)
                .allMatch(ModelRelease.class::isInstance);
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
}
