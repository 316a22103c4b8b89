package io.vorsprung.bench;

import io.vorsprung.metrics.BundledHistory;
import io.vorsprung.metrics.TestSettings;
import io.vorsprung.metrics.capability.CapabilityFit;
import io.vorsprung.metrics.capability.FitParameters;
import io.vorsprung.metrics.capability.Score;
import io.vorsprung.metrics.capability.ScoreMatrix;
import io.vorsprung.metrics.vintage.Vintage;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores of the bundled history, and {@code times} as many of as many more models on the same benchmarks: copies whose
 * scores differ a little from the original's.
 *
 * @param known of each model of the fit before it is measured
 */
record Workload(List<Score> scores, ScoreMatrix matrix, CapabilityFit fit, List<Score> oneMore, double[][] known) {

    private static final int LEAST_BENCHMARKS = 4;

    static Workload of(int times) {
        Vintage vintage = Vintage.of(BundledHistory.facts(), TestSettings.DEFAULT);
        List<Score> scores = new ArrayList<>();
        for (int copy = 0; copy < times; copy++) {
            for (Score score : vintage.fit().scores().scores()) {
                scores.add(copy == 0 ? score : copy(score, copy));
            }
        }
        ScoreMatrix matrix = ScoreMatrix.of(scores, LEAST_BENCHMARKS);
        List<Score> oneMore = new ArrayList<>(scores);
        oneMore.add(unmeasured(scores));
        return new Workload(scores, matrix, CapabilityFit.of(matrix, FitParameters.EPOCH), oneMore, known(matrix));
    }

    private static Score copy(Score score, int copy) {
        String model = score.model() + "-copy-" + copy;
        double moved = score.value() + 0.02 * Math.sin(copy + 31.0 * score.key().hashCode());
        return new Score(model, score.benchmark(), Math.min(1, Math.max(0, moved)), model + score.key());
    }

    /** A result on a benchmark that the first model has none on. */
    private static Score unmeasured(List<Score> scores) {
        String model = scores.get(0).model();
        List<String> measured = scores.stream()
                .filter(score -> score.model().equals(model))
                .map(Score::benchmark)
                .toList();
        String benchmark = scores.stream()
                .map(Score::benchmark)
                .filter(name -> !measured.contains(name))
                .findFirst()
                .orElseThrow();
        return new Score(model, benchmark, 0.4, "one more");
    }

    private static double[][] known(ScoreMatrix matrix) {
        double[][] known = new double[matrix.models().size()][];
        for (int m = 0; m < known.length; m++) {
            known[m] = new double[] {1, m % 40 / 10.0, m % 2, m % 3 == 0 ? 1 : 0};
        }
        return known;
    }
}
