package io.vorsprung.ingest.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vorsprung.common.event.Developer;
import io.vorsprung.common.event.Hardware;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.event.ModelRelease;
import io.vorsprung.common.event.Source;
import io.vorsprung.common.problem.Violation;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Epoch AI, "Data on AI Models" (CC BY 4.0): {@code notable_ai_models.csv}, {@code large_scale_ai_models.csv} and kin, a model release a
 * row, by the columns Model, Organization, Publication date and Country (of organization); compute, parameters, hardware and
 * access where they are given. Several organisations or countries stand in one cell.
 */
final class NotableModels implements ImportFormat {

    private static final Source SOURCE =
            new Source("Epoch AI, Data on AI Models (CC BY 4.0)", "https://epoch.ai/data/ai-models");
    private static final String NOWHERE = "Multinational";
    private static final List<String> NEEDED =
            List.of("Model", "Organization", "Publication date", "Country (of organization)");

    @Override
    public String name() {
        return "epoch-models";
    }

    @Override
    public String source() {
        return "urn:vorsprung:import:epoch-models";
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(body, StandardCharsets.UTF_8));
        return new Rows(rows.iterator());
    }

    /** Ends at the first row that is not CSV: where the next one would begin is not known. */
    private static final class Rows implements Iterator<Row> {

        private final Iterator<NamedCsvRecord> records;
        private boolean broken;
        private long line = 1;

        Rows(Iterator<NamedCsvRecord> records) {
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            if (broken) {
                return false;
            }
            try {
                return records.hasNext();
            } catch (CsvParseException malformed) {
                return true;
            }
        }

        @Override
        public Row next() {
            if (broken) {
                throw new NoSuchElementException();
            }
            try {
                NamedCsvRecord cells = records.next();
                line = cells.getStartingLineNumber();
                for (String column : NEEDED) {
                    if (cells.findField(column).isEmpty()) {
                        broken = true;
                        return new Row.Faulty(1, new Violation(column, "a column of this name"));
                    }
                }
                return row(line, new Table.Row(cells));
            } catch (CsvParseException malformed) {
                broken = true;
                return new Row.Faulty(line + 1, new Violation("", "CSV by RFC 4180: " + malformed.getMessage()));
            }
        }
    }

    private static Row row(long line, Table.Row row) {
        Optional<String> published = row.optional("Publication date");
        if (published.isEmpty()) {
            return new Row.LeftOut(line, "no publication date");
        }
        if (row.optional("Model").isEmpty()) {
            return new Row.LeftOut(line, "no name");
        }
        try {
            String name = row.text("Model");
            return new Row.Told(
                    line,
                    new ModelRelease(
                            Identifiers.of(name),
                            name,
                            developers(row),
                            date(published.get()),
                            row.has("Model accessibility") ? EpochIndex.access(row.text("Model accessibility")) : null,
                            number(row, "Parameters"),
                            number(row, "Training compute (FLOP)"),
                            hardware(row),
                            List.of(SOURCE)));
        } catch (InvalidEvent invalid) {
            return new Row.Faulty(line, new Violation(invalid.field(), invalid.expected()));
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new InvalidEvent("Publication date", "a date such as 2025-01-20", text);
        }
    }

    private static @Nullable Double number(Table.Row row, String column) {
        if (!row.has(column)) {
            return null;
        }
        try {
            return row.number(column).orElse(null);
        } catch (NumberFormatException malformed) {
            throw new InvalidEvent(column, "a number", row.text(column));
        }
    }

    private static @Nullable Hardware hardware(Table.Row row) {
        if (!row.has("Training hardware")) {
            return null;
        }
        @Nullable Double chips = number(row, "Hardware quantity");
        return row.optional("Training hardware")
                .map(chip -> new Hardware(chip, chips))
                .orElse(null);
    }

    /**
     * The n-th organisation with the n-th country; the last country for those that are left, the last organisation again for
     * countries that are left: which belongs to which is not said, and every country counts.
     */
    private static List<Developer> developers(Table.Row row) {
        List<String> organisations = row.list("Organization", ",");
        List<@Nullable String> countries = new ArrayList<>();
        for (String country : row.list("Country (of organization)", ",")) {
            if (country.equalsIgnoreCase(NOWHERE)) {
                countries.add(null);
                continue;
            }
            countries.add(Countries.code(country)
                    .orElseThrow(
                            () -> new InvalidEvent("Country (of organization)", "the name of a country", country)));
        }
        List<Developer> developers = new ArrayList<>();
        for (int i = 0; i < organisations.size() || (i < countries.size() && !organisations.isEmpty()); i++) {
            developers.add(new Developer(
                    organisations.get(Math.min(i, organisations.size() - 1)),
                    countries.isEmpty() ? null : countries.get(Math.min(i, countries.size() - 1))));
        }
        return developers;
    }
}
