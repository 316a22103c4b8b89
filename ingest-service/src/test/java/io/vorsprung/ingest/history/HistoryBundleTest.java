package io.vorsprung.ingest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.vorsprung.common.wire.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class HistoryBundleTest {

    private static final Path BUNDLE = Path.of("../deploy/local/src/main/resources/history/history.ndjson");
    private static final Path DATA = Path.of("../../shared/data");

    @Test
    void bundleIsWhatTheTransformerMakes() throws Exception {
        Assumptions.assumeTrue(Files.exists(DATA), "the files that the history restates are not here: " + DATA);

        assertThat(HistoryBundle.lines(DATA)).isEqualTo(Files.readAllLines(BUNDLE));
    }

    @Test
    void bundleIsCompleteInOrderAndAttributed() throws Exception {
        Map<String, Integer> types = new TreeMap<>();
        String last = "";
        for (String line : Files.readAllLines(BUNDLE)) {
            var event = EventJson.MAPPER.readTree(line);
            types.merge(event.get("type").asText(), 1, Integer::sum);
            assertThat(event.get("recordedtimeassumed").asBoolean()).isTrue();
            assertThat(event.get("data").get("sources")).as(line).isNotEmpty();
            assertThat(event.get("time").asText()).isGreaterThanOrEqualTo(last);
            last = event.get("time").asText();
        }

        assertThat(types)
                .isEqualTo(Map.of(
                        "io.vorsprung.model-release.v1", 224,
                        "io.vorsprung.benchmark-result.v1", 2260,
                        "io.vorsprung.policy-event.v1", 41,
                        "io.vorsprung.assessment.v1", 7));
        assertThat(List.of(Files.readString(Path.of("../NOTICE")).split("\n", -1)))
                .anyMatch(line -> line.contains("Epoch AI") && line.contains("CC BY 4.0"));
    }
}
