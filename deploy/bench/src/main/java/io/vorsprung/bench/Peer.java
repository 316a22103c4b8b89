package io.vorsprung.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vorsprung.metrics.capability.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A general least-squares solver (SciPy) on the same scores and formula.
 *
 * @param fitSeconds of one fit
 * @param drawSeconds of a bootstrap draw, in the mean
 */
record Peer(double objective, double fitSeconds, double drawSeconds) {

    private static final int DRAWS = 3;
    private static final long AT_MOST_SECONDS = 300;

    /** Empty where there is no Python with SciPy. */
    static Optional<Peer> run(List<Score> scores) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("bench.home", "deploy/bench"), "peer_fit.py");
        Path table = Files.createTempFile("scores", ".csv");
        try {
            StringBuilder csv = new StringBuilder("model,benchmark,score\n");
            scores.forEach(score -> csv.append(score.model())
                    .append(',')
                    .append(score.benchmark())
                    .append(',')
                    .append(score.value())
                    .append('\n'));
            Files.writeString(table, csv);
            Process process = new ProcessBuilder(
                            "python3", script.toString(), table.toString(), Integer.toString(DRAWS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            byte[] answer = process.getInputStream().readAllBytes();
            if (!process.waitFor(AT_MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return Optional.empty();
            }
            JsonNode json = new ObjectMapper().readTree(answer);
            return Optional.of(new Peer(
                    json.get("objective").asDouble(),
                    json.get("fit_s").asDouble(),
                    json.get("draw_s").asDouble()));
        } catch (IOException noPython) {
            System.err.println("no peer: " + noPython.getMessage());
            return Optional.empty();
        } finally {
            Files.delete(table);
        }
    }
}
