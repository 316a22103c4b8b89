package io.vorsprung.metrics.capability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The scores that a fit rests on, in canonical order: models by identifier, within a model benchmarks by identifier; one
 * cell for a model and a benchmark, the best of its scores. Whatever order the scores come in, the matrix is the same.
 */
public final class ScoreMatrix {

    /** Scores are clipped to [0.001, 0.999]: a logistic curve reaches neither 0 nor 1. */
    private static final double LOWEST = 1e-3;

    private static final double HIGHEST = 1 - 1e-3;

    /** Of equal ones the first by key, so that it does not depend on the order which of them counts. */
    private static final Comparator<Score> BEST =
            Comparator.comparingDouble(Score::value).thenComparing(Score::key, Comparator.reverseOrder());

    private final List<String> models;
    private final List<String> benchmarks;
    private final int[] rowStart;
    private final int[] column;
    private final double[] value;
    private final String[] key;

    private ScoreMatrix(
            List<String> models, List<String> benchmarks, int[] rowStart, int[] column, double[] value, String[] key) {
        this.models = models;
        this.benchmarks = benchmarks;
        this.rowStart = rowStart;
        this.column = column;
        this.value = value;
        this.key = key;
    }

    /** @param leastBenchmarks models with fewer distinct benchmarks are left out */
    public static ScoreMatrix of(Collection<Score> scores, int leastBenchmarks) {
        Map<String, Map<String, Score>> rows = new TreeMap<>();
        for (Score score : scores) {
            rows.computeIfAbsent(score.model(), model -> new TreeMap<>())
                    .merge(score.benchmark(), score, (one, other) -> BEST.compare(one, other) >= 0 ? one : other);
        }
        rows.values().removeIf(row -> row.size() < leastBenchmarks);
        SortedSet<String> names = new TreeSet<>();
        rows.values().forEach(row -> names.addAll(row.keySet()));
        Map<String, Integer> columns = new TreeMap<>();
        for (String name : names) {
            columns.put(name, columns.size());
        }
        int cells = rows.values().stream().mapToInt(Map::size).sum();
        int[] rowStart = new int[rows.size() + 1];
        int[] column = new int[cells];
        double[] value = new double[cells];
        String[] key = new String[cells];
        int row = 0;
        int cell = 0;
        for (Map<String, Score> cellsOfRow : rows.values()) {
            for (Map.Entry<String, Score> entry : cellsOfRow.entrySet()) {
                column[cell] = columns.getOrDefault(entry.getKey(), -1);
                value[cell] =
                        Math.min(HIGHEST, Math.max(LOWEST, entry.getValue().value()));
                key[cell] = entry.getValue().key();
                cell++;
            }
            rowStart[++row] = cell;
        }
        return new ScoreMatrix(List.copyOf(rows.keySet()), List.copyOf(names), rowStart, column, value, key);
    }

    public List<String> models() {
        return models;
    }

    public List<String> benchmarks() {
        return benchmarks;
    }

    /** Number of cells that hold a score. */
    public int cells() {
        return value.length;
    }

    /** The column of {@code wanted}; where it is not there, of the benchmark with the most results, the first of equals. */
    int anchor(String wanted) {
        int found = benchmarks.indexOf(wanted);
        if (found >= 0) {
            return found;
        }
        int[] results = resultsByBenchmark();
        int most = 0;
        for (int b = 1; b < results.length; b++) {
            most = results[b] > results[most] ? b : most;
        }
        return most;
    }

    /** How many models have a score on each benchmark, in the order of {@link #benchmarks()}. */
    public int[] resultsByBenchmark() {
        int[] results = new int[benchmarks.size()];
        for (int benchmark : column) {
            results[benchmark]++;
        }
        return results;
    }

    /** How many benchmarks each model has a score on, in the order of {@link #models()}. */
    public int[] resultsByModel() {
        int[] results = new int[models.size()];
        for (int row = 0; row < results.length; row++) {
            results[row] = rowStart[row + 1] - rowStart[row];
        }
        return results;
    }

    /** What each cell holds, in order. */
    public List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        for (int row = 0; row < models.size(); row++) {
            for (int cell = rowStart[row]; cell < rowStart[row + 1]; cell++) {
                scores.add(new Score(models.get(row), benchmarks.get(column[cell]), value[cell], key[cell]));
            }
        }
        return scores;
    }

    /** The same without one benchmark; models may then have fewer results than were asked for. */
    public ScoreMatrix without(String benchmark) {
        return of(
                scores().stream()
                        .filter(score -> !score.benchmark().equals(benchmark))
                        .toList(),
                1);
    }

    /** The same with {@code logits} taken off the logit of the cells that are named. */
    ScoreMatrix lowered(boolean[] cells, double logits) {
        double[] lowered = value.clone();
        for (int cell = 0; cell < lowered.length; cell++) {
            if (cells[cell]) {
                double logit = StrictMath.log(value[cell] / (1 - value[cell])) - logits;
                lowered[cell] = Math.min(HIGHEST, Math.max(LOWEST, 1 / (1 + StrictMath.exp(-logit))));
            }
        }
        return new ScoreMatrix(models, benchmarks, rowStart, column, lowered, key);
    }

    int[] rowStart() {
        return rowStart;
    }

    int[] column() {
        return column;
    }

    String[] key() {
        return key;
    }

    double[] value() {
        return value;
    }
}
