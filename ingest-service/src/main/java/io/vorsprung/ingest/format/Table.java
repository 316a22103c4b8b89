package io.vorsprung.ingest.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.vorsprung.common.event.InvalidEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A CSV file with a header line (RFC 4180, UTF-8). */
public final class Table {

    /** Longest row, in characters, so that a quote that is never closed is found. */
    static final int LONGEST_ROW = 1 << 20;

    /** Column names as they stand. */
    static final UnaryOperator<String> EXACT = String::strip;

    /** "Announced on", "announced_on" and "announcedOn" are one. */
    static final UnaryOperator<String> FOLDED =
            name -> name.replaceAll("[\\s_-]+", "").toLowerCase(Locale.ROOT);

    /** The columns of a header line; of two with one name the first counts. */
    record Header(Map<String, Integer> positions, int size, UnaryOperator<String> spelling) {

        static Header of(List<String> names, UnaryOperator<String> spelling) {
            Map<String, Integer> positions = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                positions.putIfAbsent(spelling.apply(names.get(i)), i);
            }
            return new Header(Map.copyOf(positions), names.size(), spelling);
        }

        boolean has(String column) {
            return positions.containsKey(spelling.apply(column));
        }

        boolean hasAll(String... columns) {
            return List.of(columns).stream().allMatch(this::has);
        }
    }

    /** A row, by the names of the header. A column that is not there is empty. */
    public record Row(Header header, List<String> cells) {

        public String text(String column) {
            Integer position = header.positions().get(header.spelling().apply(column));
            return position == null || position >= cells.size()
                    ? ""
                    : cells.get(position).strip();
        }

        boolean has(String column) {
            return header.has(column);
        }

        public Optional<String> optional(String column) {
            return Optional.of(text(column)).filter(value -> !value.isEmpty());
        }

        /** @throws InvalidEvent where it is no number */
        public @Nullable Double number(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                return null;
            }
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException malformed) {
                throw new InvalidEvent(column, "a number", text);
            }
        }

        /** @throws InvalidEvent where it is no date, or nothing */
        LocalDate date(String column) {
            String text = text(column);
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException malformed) {
                throw new InvalidEvent(column, "a date such as 2025-01-20", text);
            }
        }

        /** The day that a time begins with. */
        LocalDate day(String column) {
            String text = text(column);
            try {
                return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
            } catch (DateTimeParseException malformed) {
                throw new InvalidEvent(column, "a time such as 2025-01-20T12:00:00Z", text);
            }
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

    /** Rows of other lengths than the header are let through: they are judged one by one. */
    static CsvReader<CsvRecord> reader(InputStream body) {
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_ROW)
                .ofCsvRecord(body, StandardCharsets.UTF_8);
    }

    /** What broke while the body was read is not a fault of its form. */
    static void rethrowOther(CsvParseException malformed) {
        if (malformed.getCause() instanceof RuntimeException other && !(other instanceof CsvParseException)) {
            throw other;
        }
        if (malformed.getCause() instanceof IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A file of ours, whose columns are exactly those asked for. */
    public static void read(InputStream body, Consumer<Row> each) throws IOException {
        try (CsvReader<CsvRecord> rows = reader(body)) {
            @Nullable Header header = null;
            for (CsvRecord row : rows) {
                if (header == null) {
                    header = Header.of(row.getFields(), EXACT);
                } else {
                    each.accept(new Row(header, row.getFields()));
                }
            }
        }
    }

    public static void read(Path file, Consumer<Row> each) throws IOException {
        try (InputStream body = Files.newInputStream(file)) {
            read(body, each);
        }
    }
}
