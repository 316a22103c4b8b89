package io.vorsprung.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What {@code kubectl kustomize} makes of an overlay. */
final class Rendered {

    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    static final List<String> OVERLAYS = List.of("single", "production", "external");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, List<JsonNode>> MADE = new ConcurrentHashMap<>();

    private Rendered() {}

    /** Every object of an overlay. Skips the test where there is no kubectl. */
    static List<JsonNode> of(String overlay) {
        Assumptions.assumeTrue(isThere("kubectl"), "kubectl is not installed");
        return MADE.computeIfAbsent(overlay, Rendered::render);
    }

    static Stream<JsonNode> all() {
        return OVERLAYS.stream().flatMap(overlay -> of(overlay).stream());
    }

    /** Pod templates of everything that runs pods, with the object's name. */
    static Stream<Map.Entry<String, JsonNode>> pods(String overlay) {
        return of(overlay).stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .map(object -> Map.entry(
                        overlay + " " + object.path("kind").asText() + " "
                                + object.at("/metadata/name").asText(),
                        object.at("/spec/template/spec")));
    }

    static boolean isThere(String program) {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + program)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException failed) {
            return false;
        }
    }

    private static List<JsonNode> render(String overlay) {
        try {
            Process kustomize = new ProcessBuilder(
                            "kubectl",
                            "kustomize",
                            HOME.resolve("deploy/kubernetes/overlays/" + overlay)
                                    .toString())
                    .start();
            String yaml = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String said = new String(kustomize.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kustomize.waitFor() != 0 || !said.isBlank()) {
                throw new AssertionError(overlay + ": " + said);
            }
            try (MappingIterator<JsonNode> documents =
                    YAML.readerFor(JsonNode.class).readValues(yaml)) {
                return documents.readAll();
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
