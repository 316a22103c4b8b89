package io.vorsprung.ingest.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.vorsprung.common.event.BenchmarkResult;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.ScoreUnit;
import io.vorsprung.common.event.Source;
import io.vorsprung.common.problem.Violation;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code epoch-benchmarks}: Epoch AI, "AI Benchmarking Hub" (CC BY 4.0), the whole {@code benchmark_data.zip}: one CSV file a
 * benchmark with {@code Model version}, a score, release date, organisation, country and training compute. Files whose name ends in
 * {@code _external} list what others measured.
 *
 * <p>A score column has another name in almost every file and does not say its unit: fractions, unless a score of the file is
 * above 1; then per cent; above 100, or below 0, points; {@code Time horizon} is in minutes. A model version is mapped to its
 * model by {@code models.csv}, and without what it says of effort and date; where no table has it, its release is told too.
 */
final class EpochBenchmarks implements ImportFormat {

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** Rows of a file that are looked at together, to find out the unit of its scores. */
    private static final int MOST_ROWS = 20_000;

    /** Models that are remembered as told. */
    private static final int MOST_MODELS = 100_000;

    private static final String VERSION = "Model version";

    /** In the order of preference. */
    private static final List<String> SCORES = List.of(
            "mean_score",
            "Best score (across scorers)",
            "Percent correct",
            "Accuracy",
            "Accuracy mean",
            "Average",
            "Average score",
            "Average progress",
            "Average (%)",
            "Global average",
            "Score",
            "Score (AVG@5)",
            "Pass@1 score",
            "Challenge score",
            "EM",
            "Overall accuracy",
            "Overall pass (%)",
            "Overall score",
            "Win Rate (%)",
            "% Score",
            "% Resolved",
            "Unguided % Solved",
            "Correct",
            "Time horizon",
            "Arena Score",
            "120k token score");

    private final Catalogue catalogue;
    private final long largestUnpacked;

    EpochBenchmarks(Catalogue catalogue, long largestUnpacked) {
        this.catalogue = catalogue;
        this.largestUnpacked = largestUnpacked;
    }

    @Override
    public String name() {
        return "epoch-benchmarks";
    }

    @Override
    public boolean recognises(Head head) {
        return head.startsWith(ZIP);
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return new Rows(new ZipInputStream(body, StandardCharsets.UTF_8));
    }

    /** File by file; of each the rows, in order. */
    private final class Rows implements Iterator<Row> {

        private final ZipInputStream zip;
        private final Unpacked unpacked;
        private final Set<String> told = new HashSet<>();
        private Iterator<Row> file = List.<Row>of().iterator();
        private boolean over;

        Rows(ZipInputStream zip) {
            this.zip = zip;
            this.unpacked = new Unpacked(zip, largestUnpacked);
        }

        @Override
        public boolean hasNext() {
            while (!file.hasNext() && !over) {
                file = nextFile().iterator();
            }
            return file.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return file.next();
        }

        private List<Row> nextFile() {
            String name = "";
            try {
                ZipEntry entry = zip.getNextEntry();
                if (entry == null) {
                    over = true;
                    return List.of();
                }
                name = entry.getName();
                String file = name.substring(name.lastIndexOf('/') + 1);
                if (entry.isDirectory() || !file.endsWith(".csv") || name.contains("__MACOSX")) {
                    unpacked.transferTo(OutputStream.nullOutputStream());
                    return List.of(new Row.LeftOut(1, "not a CSV file: " + name));
                }
                return new BenchmarkFile(catalogue, file, told).rows(unpacked);
            } catch (ZipException | IllegalArgumentException malformed) {
                over = true;
                return List.of(faulty(name, malformed));
            } catch (TooLarge tooLarge) {
                over = true;
                return List.of(new Row.Faulty(
                        1,
                        new Violation(
                                name,
                                "at most " + largestUnpacked + " bytes unpacked (vorsprung.ingest.max-unpacked)")));
            } catch (UncheckedIOException broken) {
                if (broken.getCause() instanceof ZipException || broken.getCause() instanceof EOFException) {
                    over = true;
                    return List.of(faulty(name, broken.getCause()));
                }
                throw broken;
            } catch (EOFException cut) {
                over = true;
                return List.of(faulty(name, cut));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private static Row faulty(String name, Exception malformed) {
            return new Row.Faulty(1, new Violation(name, "a zip archive: " + malformed.getMessage()));
        }
    }

    /** One CSV file of the archive. */
    private static final class BenchmarkFile {

        private final Catalogue catalogue;
        private final String name;
        private final boolean external;
        private final String benchmark;
        private final Set<String> told;

        BenchmarkFile(Catalogue catalogue, String name, Set<String> told) {
            this.catalogue = catalogue;
            this.name = name;
            this.told = told;
            String stem = name.substring(0, name.length() - ".csv".length());
            this.external = stem.endsWith("_external");
            this.benchmark = catalogue.benchmark(stem.replaceFirst("_external$", ""));
        }

        private record Cells(long line, Table.Row row) {}

        List<Row> rows(InputStream body) throws IOException {
            List<Row> rows = new ArrayList<>();
            List<Cells> cells = new ArrayList<>();
            Table.@Nullable Header header = null;
            try {
                for (CsvRecord csv : Table.reader(body)) {
                    if (header == null) {
                        header = Table.Header.of(csv.getFields(), Table.EXACT);
                    } else if (csv.getFieldCount() != header.size()) {
                        rows.add(faulty(csv.getStartingLineNumber(), "", header.size() + " cells"));
                    } else if (cells.size() == MOST_ROWS) {
                        rows.add(faulty(csv.getStartingLineNumber(), "", "at most " + MOST_ROWS + " rows"));
                        body.transferTo(OutputStream.nullOutputStream());
                        break;
                    } else {
                        cells.add(new Cells(csv.getStartingLineNumber(), new Table.Row(header, csv.getFields())));
                    }
                }
            } catch (CsvParseException malformed) {
                Table.rethrowOther(malformed);
                rows.add(faulty(1, "", "CSV by RFC 4180: " + malformed.getMessage()));
            }
            @Nullable String column = header == null || !header.has(VERSION) ? null : scoreColumn(header);
            if (column == null) {
                cells.forEach(cell -> rows.add(new Row.LeftOut(cell.line(), "no score column that is known: " + name)));
                return rows;
            }
            ScoreUnit unit = unit(column, cells);
            for (Cells cell : cells) {
                rows.add(row(cell, column, unit));
            }
            return rows;
        }

        private static @Nullable String scoreColumn(Table.Header header) {
            return SCORES.stream().filter(header::has).findFirst().orElse(null);
        }

        private static ScoreUnit unit(String column, List<Cells> cells) {
            if (column.equals("Time horizon")) {
                return ScoreUnit.MINUTES;
            }
            double highest = 0;
            double lowest = 0;
            for (Cells cell : cells) {
                try {
                    @Nullable Double score = score(cell.row(), column);
                    highest = score == null ? highest : Math.max(highest, score);
                    lowest = score == null ? lowest : Math.min(lowest, score);
                } catch (InvalidEvent noNumber) {
                    // said of its row
                    continue;
                }
            }
            if (lowest < 0 || highest > 100) {
                return ScoreUnit.POINTS;
            }
            return highest > 1 ? ScoreUnit.PERCENT : ScoreUnit.FRACTION;
        }

        private static @Nullable Double score(Table.Row row, String column) {
            String text = row.text(column).replaceFirst("\\s*%$", "");
            if (text.isEmpty()) {
                return null;
            }
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException malformed) {
                throw new InvalidEvent(column, "a number", text);
            }
        }

        private Row row(Cells cells, String column, ScoreUnit unit) {
            Table.Row row = cells.row();
            try {
                @Nullable Double score = score(row, column);
                if (score == null) {
                    return new Row.LeftOut(cells.line(), "no score");
                }
                if (row.optional(VERSION).isEmpty()) {
                    return new Row.LeftOut(cells.line(), "no model version");
                }
                if (row.optional("Release date").isEmpty()) {
                    return new Row.LeftOut(cells.line(), "no release date");
                }
                Catalogue.ModelName model = catalogue.model(row.text(VERSION));
                List<Fact> facts = new ArrayList<>();
                if (!model.known() && told.size() < MOST_MODELS && told.add(model.model())) {
                    facts.add(release(row, model.model()));
                }
                facts.add(result(row, model, score, unit));
                return new Row.Told(cells.line(), facts);
            } catch (InvalidEvent invalid) {
                return faulty(cells.line(), invalid.field(), invalid.expected());
            }
        }

        private ModelRelease release(Table.Row row, String model) {
            String name = row.optional("Name").orElse(row.text(VERSION));
            List<Developer> developers =
                    catalogue.developers(row.list("Organization", ","), row.list("Country", ","), "Country");
            return new ModelRelease(
                    model,
                    name,
                    developers,
                    row.date("Release date"),
                    EpochIndex.access(row.text("Model accessibility")),
                    null,
                    row.number("Training compute (FLOP)"),
                    null,
                    List.of(EpochIndex.HUB));
        }

        private BenchmarkResult result(Table.Row row, Catalogue.ModelName model, double score, ScoreUnit unit) {
            LocalDate released = row.date("Release date");
            @Nullable String link = row.optional("Source link").orElse(null);
            List<Source> sources = new ArrayList<>(List.of(EpochIndex.HUB));
            if (link != null && link.matches("https?://[^\\s]+")) {
                sources.add(new Source("evaluator", link));
            }
            return new BenchmarkResult(
                    model.model(),
                    model.variant(),
                    null,
                    benchmark,
                    score,
                    unit,
                    positive(row.number("stderr")),
                    started(row, released),
                    external ? row.optional("Source").orElse(EpochIndex.HUB_ITSELF) : "Epoch AI",
                    external
                            && row.optional("Source")
                                    .filter(source -> EpochIndex.isSelfReported(row.text(VERSION), source))
                                    .isPresent(),
                    sources);
        }

        /** The day on which it was run, where the file says so; else the model's release. */
        private static LocalDate started(Table.Row row, LocalDate released) {
            String started = row.text("Started at");
            return started.matches("\\d{4}-\\d{2}-\\d{2}.*") ? row.day("Started at") : released;
        }

        private static @Nullable Double positive(@Nullable Double stderr) {
            return stderr != null && stderr > 0 ? stderr : null;
        }

        private Row faulty(long line, String field, String expected) {
            return new Row.Faulty(line, new Violation(name + (field.isEmpty() ? "" : ": " + field), expected));
        }
    }

    /** An archive that unpacks to more than it may. */
    private static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** The entry at hand, which is not closed with its reader; counts over all of them. */
    private static final class Unpacked extends FilterInputStream {

        private final long limit;
        private long read;

        Unpacked(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > limit) {
                throw new TooLarge();
            }
        }

        @Override
        public void close() {
            // the archive goes on
        }
    }
}
