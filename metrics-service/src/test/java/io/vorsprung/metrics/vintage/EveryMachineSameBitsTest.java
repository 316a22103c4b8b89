package io.vorsprung.metrics.vintage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One hash of all estimates with their intervals: in several JVMs, on every JDK that is here, with one processor and two. */
class EveryMachineSameBitsTest {

    @Test
    void hashIsTheSameInEveryJvm() throws Exception {
        String here = PrintHashes.hash(1);
        List<Path> jdks = jdks();
        assertThat(jdks).isNotEmpty();
        for (Path java : jdks) {
            for (int processors = 1; processors <= 2; processors++) {
                assertThat(elsewhere(java, processors, 2L + processors))
                        .as("%s with %d processors", java, processors)
                        .isEqualTo(here);
            }
        }
    }

    private static String elsewhere(Path java, int processors, long seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:ActiveProcessorCount=" + processors,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintHashes.class.getName(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return out;
    }

    /** The one that runs this, and one of each other version of 17 or newer that is installed where Linux keeps them. */
    private static List<Path> jdks() throws IOException {
        List<Path> found = new ArrayList<>();
        found.add(Path.of(System.getProperty("java.home"), "bin", "java"));
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> all = Files.list(usual)) {
                all.filter(home -> home.getFileName().toString().matches(".*(21|25).*"))
                        .map(home -> home.resolve("bin/java"))
                        .filter(Files::isExecutable)
                        .forEach(found::add);
            }
        }
        return found;
    }
}
