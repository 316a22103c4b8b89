package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.event.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Epoch AI, "AI Benchmarking Hub", the files behind its Capabilities Index: {@code eci_benchmarks.csv} (scores, already
 * rescaled so that guessing is 0 and the ceiling 1) and {@code eci_scores.csv} (country and access of each model group).
 *
 * <p>The file gives the release date of a model, not the day of its evaluation; as an evaluation can precede neither the
 * model nor the benchmark, the later of the two releases stands for it.
 */
public final class EpochIndex {

    private static final Source HUB =
            new Source("Epoch AI, AI Benchmarking Hub (CC BY 4.0)", "https://epoch.ai/benchmarks");
    private static final Source MODELS =
            new Source("Epoch AI, Data on AI Models (CC BY 4.0)", "https://epoch.ai/data/ai-models");
    private static final String HUB_ITSELF = "Epoch AI Benchmarking Hub";
    private static final Pattern FIRST_WORD = Pattern.compile("[A-Za-z]+");

    private EpochIndex() {}

    /** The model releases of {@code eci_scores.csv}, with what {@code training} knows of them. */
    public static List<ModelRelease> releases(Path scores, EpochModels training) throws IOException {
        List<ModelRelease> releases = new ArrayList<>();
        Table.read(scores, row -> releases.add(release(row, training)));
        return releases;
    }

    /** The results of {@code eci_benchmarks.csv}. */
    public static List<BenchmarkResult> results(Path benchmarks) throws IOException {
        List<BenchmarkResult> results = new ArrayList<>();
        Table.read(benchmarks, row -> results.add(result(row)));
        return results;
    }

    private static ModelRelease release(Table.Row row, EpochModels training) {
        String name = row.text("Model");
        String model = Identifiers.of(name);
        List<Developer> developers = new ArrayList<>();
        List<String> countries = row.list("Country (of organization)", ",");
        @Nullable
        String country =
                countries.size() == 1 ? Countries.code(countries.get(0)).orElse(null) : null;
        for (String organization : row.list("Organization", ",")) {
            developers.add(new Developer(organization, country));
        }
        Optional<EpochModels.Training> trained = training.training(name);
        return new ModelRelease(
                model,
                name,
                developers,
                LocalDate.parse(row.text("date")),
                access(row.text("Model accessibility")),
                trained.map(EpochModels.Training::parameters).orElse(null),
                trained.map(EpochModels.Training::computeFlop).orElse(null),
                trained.map(EpochModels.Training::hardware).orElse(null),
                trained.isPresent() ? List.of(HUB, MODELS) : List.of(HUB));
    }

    static @Nullable Access access(String accessibility) {
        if (accessibility.startsWith("Open weights")) {
            return Access.OPEN_WEIGHTS;
        }
        return switch (accessibility) {
            case "API access", "Hosted access (no API)" -> Access.CLOSED;
            case "Unreleased" -> Access.UNRELEASED;
            default -> null;
        };
    }

    private static BenchmarkResult result(Table.Row row) {
        String name = row.text("model");
        String evaluator = row.optional("source").orElse(HUB_ITSELF);
        LocalDate released = LocalDate.parse(row.text("date"));
        LocalDate evaluated = row.optional("benchmark_release_date")
                .map(LocalDate::parse)
                .filter(released::isBefore)
                .orElse(released);
        return new BenchmarkResult(
                Identifiers.of(name),
                row.optional("model_version").orElse(null),
                null,
                Identifiers.of(row.text("benchmark")),
                Double.parseDouble(row.text("performance")),
                ScoreUnit.NORMALIZED,
                null,
                evaluated,
                evaluator,
                isSelfReported(name, evaluator),
                evaluator.startsWith("https://") ? List.of(HUB, new Source("evaluator", evaluator)) : List.of(HUB));
    }

    /** A report named after the model's own family: "DeepSeek-V3 Technical Report" for a DeepSeek, not for a Llama. */
    static boolean isSelfReported(String model, String evaluator) {
        String report = evaluator.toLowerCase(Locale.ROOT);
        Matcher word = FIRST_WORD.matcher(model);
        return word.find()
                && !report.contains("leaderboard")
                && Pattern.compile("\\b" + word.group().toLowerCase(Locale.ROOT))
                        .matcher(report)
                        .find();
    }
}
