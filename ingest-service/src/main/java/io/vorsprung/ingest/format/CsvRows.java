package io.vorsprung.ingest.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, one by one. Ends at the first that is not CSV: where the next one would begin is not known. */
final class CsvRows implements Iterator<Row> {

    /** What a row comes to; an {@link InvalidEvent} is a fault of the row. */
    @FunctionalInterface
    interface Reading {
        Row read(long line, Table.Row row);
    }

    private final Iterator<CsvRecord> records;
    private final Reading reading;
    private final UnaryOperator<String> spelling;
    private final List<String> needed;
    private Table.@Nullable Header header;
    private @Nullable Row next;
    private boolean over;
    private long line;

    /** @param needed columns without which nothing can be read */
    CsvRows(InputStream body, UnaryOperator<String> spelling, List<String> needed, Reading reading) {
        this.records = Table.reader(body).iterator();
        this.spelling = spelling;
        this.needed = needed;
        this.reading = reading;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !over) {
            next = advance();
            over |= next == null;
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }

    private @Nullable Row advance() {
        try {
            Table.Header columns = header;
            if (columns == null) {
                if (!records.hasNext()) {
                    return null;
                }
                columns = Table.Header.of(records.next().getFields(), spelling);
                header = columns;
                for (String column : needed) {
                    if (!columns.has(column)) {
                        over = true;
                        return new Row.Faulty(1, new Violation(column, "a column of this name"));
                    }
                }
            }
            return records.hasNext() ? read(columns, records.next()) : null;
        } catch (CsvParseException malformed) {
            Table.rethrowOther(malformed);
            over = true;
            return new Row.Faulty(line + 1, new Violation("", "CSV by RFC 4180: " + malformed.getMessage()));
        }
    }

    private Row read(Table.Header columns, CsvRecord cells) {
        line = cells.getStartingLineNumber();
        if (cells.getFieldCount() != columns.size()) {
            return new Row.Faulty(
                    line,
                    new Violation(
                            "", columns.size() + " cells, as many as the header has, not " + cells.getFieldCount()));
        }
        try {
            return reading.read(line, new Table.Row(columns, cells.getFields()));
        } catch (InvalidEvent invalid) {
            return new Row.Faulty(line, new Violation(invalid.field(), invalid.expected()));
        }
    }
}
