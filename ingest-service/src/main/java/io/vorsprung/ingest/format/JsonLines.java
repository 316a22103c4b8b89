package io.vorsprung.ingest.format;

import io.vorsprung.common.problem.Violation;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Newline-delimited JSON, line by line; blank lines are nothing. */
public final class JsonLines implements Iterator<Row> {

    private final Lines lines;
    private final int longest;
    private @Nullable Row next;

    private JsonLines(Lines lines, int longest) {
        this.lines = lines;
        this.longest = longest;
    }

    /** @param longest in bytes; a longer line is at fault, the others count */
    public static Iterator<Row> read(InputStream body, int longest) {
        return new JsonLines(new Lines(body, longest), longest);
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            Optional<Lines.Line> line = nextLine();
            if (line.isEmpty()) {
                return false;
            }
            next = row(line.get());
        }
        return true;
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

    private Optional<Lines.Line> nextLine() {
        try {
            return lines.next();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private @Nullable Row row(Lines.Line line) {
        Optional<byte[]> bytes = line.bytes();
        if (bytes.isEmpty()) {
            return new Row.Faulty(line.number(), new Violation("", "a line of at most " + longest + " bytes"));
        }
        return Lines.isBlank(bytes.get()) ? null : new Row.Event(line.number(), bytes.get());
    }
}
