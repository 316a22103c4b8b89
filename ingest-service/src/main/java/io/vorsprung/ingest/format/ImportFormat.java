package io.vorsprung.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.vorsprung.common.event.Fact;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventType;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** A form in which facts are kept. Every row of a file is told, or at fault, or left out for a reason. */
public interface ImportFormat {

    /** As in {@code ?format=}. */
    String name();

    /** Whether a body that begins so is of this form. */
    boolean recognises(Head head);

    /** The CloudEvents source of what is read, where the rows do not name one. */
    default String source() {
        return "urn:vorsprung:import:" + name();
    }

    /**
     * Row by row, in memory that does not grow with the file.
     *
     * @throws java.io.UncheckedIOException from the iterator, where the body breaks off
     */
    Iterator<Row> read(InputStream body);

    /** What a row of a file comes to; {@code line} is where it begins, from 1 (the position in a JSON array). */
    sealed interface Row {
        long line();

        /** One fact or more. */
        record Told(long line, List<Fact> facts) implements Row {
            public Told {
                facts = List.copyOf(facts);
            }

            Told(long line, Fact fact) {
                this(line, List.of(fact));
            }
        }

        /** An event's data in our own JSON, not checked yet. */
        record Data(long line, EventType type, JsonNode data) implements Row {}

        /** A structured CloudEvent, not read yet. */
        record Event(long line, byte[] json) implements Row {}

        record Faulty(long line, Violation violation) implements Row {}

        record LeftOut(long line, String reason) implements Row {}
    }
}
