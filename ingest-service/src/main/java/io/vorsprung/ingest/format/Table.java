package io.vorsprung.ingest.format;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A CSV file with a header line (RFC 4180, UTF-8). */
final class Table {

    /** A row, by the names of the header. */
    record Row(NamedCsvRecord cells) {

        /** @throws IllegalArgumentException where there is no such column */
        String text(String column) {
            return cells.findField(column)
                    .orElseThrow(() -> new IllegalArgumentException("no column " + column + " in the header"))
                    .strip();
        }

        boolean has(String column) {
            return cells.findField(column).isPresent();
        }

        Optional<String> optional(String column) {
            return Optional.of(text(column)).filter(value -> !value.isEmpty());
        }

        Optional<Double> number(String column) {
            return optional(column).map(Double::valueOf);
        }

        List<String> list(String column, String separator) {
            List<String> parts = new ArrayList<>();
            for (String part : text(column).split(separator, -1)) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
            return parts;
        }
    }

    private Table() {}

    static void read(InputStream stream, Consumer<Row> each) throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            rows.forEach(row -> each.accept(new Row(row)));
        }
    }

    static void read(Path file, Consumer<Row> each) throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> each.accept(new Row(row)));
        }
    }
}
