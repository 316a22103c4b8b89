package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Access;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.event.Source;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code epoch-eci}: Epoch AI, "AI Benchmarking Hub" (CC BY 4.0), the files behind its Capabilities Index:
 * {@code eci_benchmarks.csv} (a result a row, already rescaled so that guessing is 0 and the ceiling 1) and
 * {@code eci_scores.csv} (a model a row: release, country and access).
 *
 * <p>The file gives the release date of a model, not the day of its evaluation; as an evaluation can precede neither the
 * model nor the benchmark, the later of the two releases stands for it.
 */
final class EpochIndex implements ImportFormat {

    static final Source HUB = new Source("Epoch AI, AI Benchmarking Hub (CC BY 4.0)", "https://epoch.ai/benchmarks");
    static final String HUB_ITSELF = "Epoch AI Benchmarking Hub";

    private static final Pattern FIRST_WORD = Pattern.compile("[A-Za-z]+");
    private static final String[] OF_RESULTS = {"performance", "benchmark", "model", "date"};
    private static final String[] OF_SCORES = {"Model", "eci", "date", "Organization", "Model accessibility"};

    private final Catalogue catalogue;

    EpochIndex(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "epoch-eci";
    }

    @Override
    public boolean recognises(Head head) {
        Table.Header header = head.header(Table.EXACT);
        return header.hasAll(OF_RESULTS) || header.hasAll(OF_SCORES);
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return new CsvRows(body, Table.EXACT, List.of("date"), this::row);
    }

    private Row row(long line, Table.Row row) {
        if (row.header().hasAll(OF_RESULTS)) {
            return new Row.Told(line, result(row));
        }
        if (row.header().hasAll(OF_SCORES)) {
            return new Row.Told(line, release(row));
        }
        throw new InvalidEvent("", "the columns of eci_benchmarks.csv or of eci_scores.csv", "others");
    }

    private ModelRelease release(Table.Row row) {
        String name = row.text("Model");
        List<String> countries = row.list("Country (of organization)", ",");
        @Nullable
        String country =
                countries.size() == 1 ? catalogue.country(countries.get(0)).orElse(null) : null;
        List<Developer> developers = new ArrayList<>();
        for (String organization : row.list("Organization", ",")) {
            developers.add(new Developer(organization, country));
        }
        return new ModelRelease(
                Identifiers.of(name),
                name,
                developers,
                row.date("date"),
                access(row.text("Model accessibility")),
                null,
                null,
                null,
                List.of(HUB));
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
        LocalDate evaluated = row.date("date");
        if (row.optional("benchmark_release_date").isPresent()) {
            LocalDate published = row.date("benchmark_release_date");
            evaluated = published.isAfter(evaluated) ? published : evaluated;
        }
        @Nullable Double performance = row.number("performance");
        if (performance == null) {
            throw new InvalidEvent("performance", "a number from 0 to 1", "nothing");
        }
        return new BenchmarkResult(
                Identifiers.of(name),
                row.optional("model_version").orElse(null),
                null,
                Identifiers.of(row.text("benchmark")),
                performance,
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
