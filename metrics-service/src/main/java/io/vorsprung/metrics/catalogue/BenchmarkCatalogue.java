package io.vorsprung.metrics.catalogue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vorsprung.common.event.ScoreUnit;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Benchmarks by identifier: {@code benchmarks.csv} of the service, and files of one's own that add to it or replace entries. A
 * benchmark that is in none of them has the domain {@value #UNKNOWN}, is public, and goes from 0 to 1.
 */
public final class BenchmarkCatalogue {

    /** The domain of what the catalogue does not have. */
    public static final String UNKNOWN = "other";

    /** What the service comes with. */
    public static final BenchmarkCatalogue BUILT_IN = builtIn();

    private static final String FORM =
            "expected the columns id,name,kind,domain,visibility,unit,baseline,ceiling,released";

    private final Map<String, Benchmark> byId;
    private final Map<String, Benchmark> quick;
    private final String canonical;

    private BenchmarkCatalogue(Map<String, Benchmark> byId) {
        this.byId = Collections.unmodifiableMap(byId);
        this.quick = Map.copyOf(byId);
        this.canonical = byId.values().toString();
    }

    /** This one and the entries of files, later ones replacing earlier ones of the same identifier. */
    public BenchmarkCatalogue with(List<Path> files) {
        Map<String, Benchmark> all = new TreeMap<>(byId);
        for (Path file : files) {
            try (Reader reader = Files.newBufferedReader(file)) {
                read(reader, file.toString(), all);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("benchmark catalogue " + file, unreadable);
            }
        }
        return new BenchmarkCatalogue(all);
    }

    /** The entry, or what is assumed of one that is not there. */
    public Benchmark get(String id) {
        Benchmark known = quick.get(id);
        return known == null
                ? new Benchmark(
                        id,
                        id,
                        Benchmark.Kind.BENCHMARK,
                        UNKNOWN,
                        Benchmark.Visibility.PUBLIC,
                        ScoreUnit.FRACTION,
                        Optional.of(0.0),
                        Optional.of(1.0),
                        Optional.empty())
                : known;
    }

    /** Every domain that a benchmark has. */
    public SortedSet<String> domains() {
        SortedSet<String> domains = new TreeSet<>();
        byId.values().forEach(benchmark -> domains.add(benchmark.domain()));
        return domains;
    }

    /** By identifier. */
    public List<Benchmark> benchmarks() {
        return List.copyOf(byId.values());
    }

    /** One text for equal catalogues. */
    public String canonical() {
        return canonical;
    }

    private static BenchmarkCatalogue builtIn() {
        Map<String, Benchmark> all = new TreeMap<>();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(BenchmarkCatalogue.class.getResourceAsStream("/benchmarks.csv")),
                StandardCharsets.UTF_8)) {
            read(reader, "benchmarks.csv", all);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new BenchmarkCatalogue(all);
    }

    private static void read(Reader reader, String name, Map<String, Benchmark> into) throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            for (NamedCsvRecord row : rows) {
                Benchmark benchmark;
                try {
                    benchmark = benchmark(row);
                } catch (RuntimeException invalid) {
                    throw new IllegalArgumentException(
                            name + " line " + row.getStartingLineNumber() + ": " + invalid.getMessage(), invalid);
                }
                into.put(benchmark.id(), benchmark);
            }
        }
    }

    private static Benchmark benchmark(NamedCsvRecord row) {
        return new Benchmark(
                text(row, "id"),
                text(row, "name"),
                one(Benchmark.Kind.class, "kind", text(row, "kind")),
                text(row, "domain"),
                one(Benchmark.Visibility.class, "visibility", text(row, "visibility")),
                one(ScoreUnit.class, "unit", text(row, "unit")),
                optional(row, "baseline").map(BenchmarkCatalogue::number),
                optional(row, "ceiling").map(BenchmarkCatalogue::number),
                optional(row, "released").map(LocalDate::parse));
    }

    private static String text(NamedCsvRecord row, String column) {
        return optional(row, column)
                .orElseThrow(() -> new IllegalArgumentException(column + ": expected a value; " + FORM));
    }

    private static Optional<String> optional(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    private static <E extends Enum<E>> E one(Class<E> type, String column, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(column + ": expected one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + ", was " + text));
    }
}
