package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Fact;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Files read as an import reads them. */
final class Rows {

    static final ImportFormats FORMATS = new ImportFormats(Catalogue.load(Optional.empty()), 1 << 20, 1 << 20);
    private static final Path DATA = Path.of("../../shared/data");

    private Rows() {}

    /** A real file; where it is not, the test is skipped. */
    static Path real(String name) {
        Path file = DATA.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "a real file of others is not here: " + file);
        return file;
    }

    static List<Row> of(String format, String text) {
        return of(format, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Row> of(String format, byte[] bytes) {
        return read(format, new ByteArrayInputStream(bytes));
    }

    static List<Row> of(String format, Path file) throws IOException {
        try (InputStream body = Files.newInputStream(file)) {
            return read(format, body);
        }
    }

    /** The name of the format that a body is recognised as. */
    static Optional<String> detected(byte[] bytes) throws IOException {
        BufferedInputStream body = Head.buffered(new ByteArrayInputStream(bytes));
        return FORMATS.detect(Head.of(body)).map(ImportFormat::name);
    }

    /** Of the rows that are told, in order. */
    static List<Fact> facts(List<Row> rows) {
        List<Fact> facts = new ArrayList<>();
        for (Row row : rows) {
            if (row instanceof Row.Told told) {
                facts.addAll(told.facts());
            }
        }
        return facts;
    }

    private static List<Row> read(String format, InputStream body) {
        List<Row> rows = new ArrayList<>();
        FORMATS.named(format).orElseThrow().read(body).forEachRemaining(rows::add);
        return rows;
    }
}
