package io.vorsprung.metrics.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.metrics.BundledHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCatalogueTest {

    private static final String HEADER = "id,name,kind,domain,visibility,unit,baseline,ceiling,released\n";

    @TempDir
    Path directory;

    @Test
    void everyBenchmarkOfTheBundledHistoryIsInIt() {
        assertThat(BundledHistory.facts().results().stream()
                        .map(BenchmarkResult::benchmark)
                        .distinct()
                        .filter(id ->
                                BenchmarkCatalogue.BUILT_IN.get(id).domain().equals(BenchmarkCatalogue.UNKNOWN)))
                .isEmpty();
        assertThat(BenchmarkCatalogue.BUILT_IN.domains())
                .contains("mathematics", "coding", "reasoning", "knowledge", "agentic", "multimodal");
    }

    @Test
    void aFileOfOnesOwnAddsAndReplaces() throws IOException {
        BenchmarkCatalogue catalogue = BenchmarkCatalogue.BUILT_IN.with(List.of(
                file(HEADER + "chip-design,Chip Design,benchmark,engineering,private,percent,20,100,2026-11-01\n"
                        + "hle,HLE without images,benchmark,knowledge,private,fraction,0,1,\n")));

        assertThat(catalogue.get("chip-design").baseline()).contains(20.0);
        assertThat(catalogue.domains()).contains("engineering");
        assertThat(catalogue.get("hle").visibility()).isEqualTo(Benchmark.Visibility.PRIVATE);
        assertThat(catalogue.canonical()).isNotEqualTo(BenchmarkCatalogue.BUILT_IN.canonical());
        assertThat(BenchmarkCatalogue.BUILT_IN.get("chip-design").domain()).isEqualTo(BenchmarkCatalogue.UNKNOWN);
    }

    @Test
    void aWrongLineIsNamed() throws IOException {
        Path wrong = file(HEADER + "x,X,benchmark,coding,secret,fraction,0,1,\n");
        Path upsideDown = file(HEADER + "x,X,benchmark,coding,public,fraction,1,0,\n");

        assertThatThrownBy(() -> BenchmarkCatalogue.BUILT_IN.with(List.of(wrong)))
                .hasMessageContaining("line 2")
                .hasMessageContaining("visibility: expected one of [public, private], was secret");
        assertThatThrownBy(() -> BenchmarkCatalogue.BUILT_IN.with(List.of(upsideDown)))
                .hasMessageContaining("expected a baseline below the ceiling");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "benchmarks", ".csv"), text);
    }
}
