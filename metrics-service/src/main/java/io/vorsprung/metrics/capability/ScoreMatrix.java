package io.vorsprung.metrics.capability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private static final Comparator<Score> CANONICAL =
            Comparator.comparing(Score::model).thenComparing(Score::benchmark).thenComparing(BEST);

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
        List<List<Score>> rows = rows(scores, leastBenchmarks);
        List<Score> cells = rows.stream().flatMap(List::stream).toList();
        List<String> names =
                cells.stream().map(Score::benchmark).distinct().sorted().toList();
        Map<String, Integer> columns = new HashMap<>();
        for (String name : names) {
            columns.put(name, columns.size());
        }
        int[] rowStart = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            rowStart[row + 1] = rowStart[row] + rows.get(row).size();
        }
        return new ScoreMatrix(
                rows.stream().map(row -> row.get(0).model()).toList(),
                names,
                rowStart,
                cells.stream()
                        .mapToInt(score -> columns.getOrDefault(score.benchmark(), -1))
                        .toArray(),
                cells.stream()
                        .mapToDouble(score -> Math.min(HIGHEST, Math.max(LOWEST, score.value())))
                        .toArray(),
                cells.stream().map(Score::key).toArray(String[]::new));
    }

    /** The best score of each cell, by model and benchmark; of models with enough benchmarks. */
    private static List<List<Score>> rows(Collection<Score> scores, int leastBenchmarks) {
        List<Score> sorted = new ArrayList<>(scores);
        sorted.sort(CANONICAL);
        List<List<Score>> rows = new ArrayList<>();
        List<Score> row = new ArrayList<>();
        for (Score score : sorted) {
            Score last = row.isEmpty() ? score : row.get(row.size() - 1);
            if (!last.model().equals(score.model())) {
                rows.add(row);
                row = new ArrayList<>();
            } else if (last != score && last.benchmark().equals(score.benchmark())) {
                row.remove(row.size() - 1); // of one cell the best comes last
            }
            row.add(score);
        }
        rows.add(row);
        rows.removeIf(one -> one.isEmpty() || one.size() < leastBenchmarks);
        return rows;
    }

    /**
     * The same with another best score in a cell, or with one more cell of a model and a benchmark that are there: what most news
     * comes to. Empty where it takes more than that.
     */
    public Optional<ScoreMatrix> with(Score best) {
        int row = Collections.binarySearch(models, best.model());
        int benchmark = Collections.binarySearch(benchmarks, best.benchmark());
        if (row < 0 || benchmark < 0) {
            return Optional.empty();
        }
        int found = Arrays.binarySearch(column, rowStart[row], rowStart[row + 1], benchmark);
        double clipped = Math.min(HIGHEST, Math.max(LOWEST, best.value()));
        if (found >= 0) {
            double[] values = value.clone();
            String[] keys = key.clone();
            values[found] = clipped;
            keys[found] = best.key();
            return Optional.of(new ScoreMatrix(models, benchmarks, rowStart, column, values, keys));
        }
        int at = -found - 1;
        int[] starts = rowStart.clone();
        for (int later = row + 1; later < starts.length; later++) {
            starts[later]++;
        }
        int[] columns = Arrays.copyOf(column, column.length + 1);
        double[] values = Arrays.copyOf(value, value.length + 1);
        String[] keys = Arrays.copyOf(key, key.length + 1);
        System.arraycopy(column, at, columns, at + 1, column.length - at);
        System.arraycopy(value, at, values, at + 1, value.length - at);
        System.arraycopy(key, at, keys, at + 1, key.length - at);
        columns[at] = benchmark;
        values[at] = clipped;
        keys[at] = best.key();
        return Optional.of(new ScoreMatrix(models, benchmarks, starts, columns, values, keys));
    }

    /** The one of several scores of a cell that counts. */
    public static Optional<Score> best(Collection<Score> ofOneCell) {
        return ofOneCell.stream().max(BEST);
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
