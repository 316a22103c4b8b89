package io.vorsprung.ingest.format;

import io.vorsprung.common.event.Fact;
import io.vorsprung.common.problem.Violation;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A form in which others keep their facts. Every row of a file is a fact, or at fault, or left out for a reason. */
public interface ImportFormat {

    /** Every one that there is. */
    List<ImportFormat> ALL = List.of(new NotableModels());

    static Optional<ImportFormat> named(String name) {
        return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /** As in {@code ?format=}. */
    String name();

    /** The CloudEvents source of what is read. */
    String source();

    /** Row by row, in memory that does not grow with the file. */
    Iterator<Row> read(InputStream body);

    /** What a row of a file comes to; {@code line} is where it begins, from 1. */
    sealed interface Row {
        long line();

        record Told(long line, Fact fact) implements Row {}

        record Faulty(long line, Violation violation) implements Row {}

        record LeftOut(long line, String reason) implements Row {}
    }
}
