package io.vorsprung.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vorsprung.common.event.InvalidEvent;
import io.vorsprung.common.problem.Violation;
import io.vorsprung.common.wire.EventJson;
import io.vorsprung.ingest.format.ImportFormat.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The elements of one array of a JSON object, one by one; the other fields, where they come before it, beside them. */
final class JsonElements implements Iterator<Row> {

    /** What an element comes to, by what the object said before the array; an {@link InvalidEvent} is a fault of the element. */
    @FunctionalInterface
    interface Reading {
        Row read(long position, JsonNode element, Map<String, JsonNode> before);
    }

    /** After an element the document goes on. */
    private static final ObjectReader WITHIN_A_DOCUMENT =
            EventJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser parser;
    private final String array;
    private final Reading reading;
    private final Map<String, JsonNode> before = new HashMap<>();
    private boolean inside;
    private boolean over;
    private long position;
    private @Nullable Row next;

    JsonElements(InputStream body, String array, Reading reading) {
        try {
            this.parser = WITHIN_A_DOCUMENT.createParser(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        this.array = array;
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
            if (!inside && !enter()) {
                over = true;
                return new Row.Faulty(1, new Violation(array, "a JSON object with an array of this name"));
            }
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return null;
            }
            position++;
            JsonNode element = WITHIN_A_DOCUMENT.readTree(parser);
            return element.isObject()
                    ? reading.read(position, element, before)
                    : new Row.Faulty(position, new Violation("", "a JSON object"));
        } catch (InvalidEvent invalid) {
            return new Row.Faulty(position, new Violation(invalid.field(), invalid.expected()));
        } catch (JsonProcessingException malformed) {
            over = true;
            return new Row.Faulty(position + 1, new Violation("", "JSON in UTF-8: " + malformed.getOriginalMessage()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean enter() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals(array) && value == JsonToken.START_ARRAY) {
                inside = true;
                return true;
            }
            before.put(field, WITHIN_A_DOCUMENT.readTree(parser));
        }
        return false;
    }
}
