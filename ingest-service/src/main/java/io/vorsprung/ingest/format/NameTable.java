package io.vorsprung.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Names in the spellings that files use, to what they stand for. Case, spaces and punctuation make no difference. */
final class NameTable {

    private final Map<String, String> byName = new HashMap<>();

    /**
     * A CSV resource under {@code catalogue/} with the columns {@code name} and {@code column}; a file of the same name in
     * {@code extension} adds to it and overrides it.
     */
    static NameTable load(String file, String column, Optional<Path> extension) {
        NameTable table = new NameTable();
        try {
            try (InputStream own =
                    Objects.requireNonNull(NameTable.class.getResourceAsStream("/catalogue/" + file), file)) {
                Table.read(own, row -> table.add(row, column));
            }
            Optional<Path> more =
                    extension.map(directory -> directory.resolve(file)).filter(Files::exists);
            if (more.isPresent()) {
                Table.read(more.get(), row -> table.add(row, column));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can not read the catalogue " + file, unreadable);
        }
        return table;
    }

    /** What {@code name} stands for. */
    Optional<String> find(String name) {
        return Optional.ofNullable(byName.get(folded(name)));
    }

    /** A name that is there already keeps its meaning. */
    void addIfAbsent(String name, String meaning) {
        byName.putIfAbsent(folded(name), meaning);
    }

    private void add(Table.Row row, String column) {
        String meaning = row.text(column);
        if (row.text("name").isEmpty() || meaning.isEmpty()) {
            throw new UncheckedIOException(new IOException("a row needs a name and a " + column + ": " + row.cells()));
        }
        byName.put(folded(row.text("name")), meaning);
    }

    static String folded(String name) {
        String folded = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
        return folded.isEmpty() ? name : folded;
    }
}
