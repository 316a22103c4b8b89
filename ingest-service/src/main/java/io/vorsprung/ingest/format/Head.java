package io.vorsprung.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** How a body begins: enough to tell its format by. */
public final class Head {

    private static final int SIZE = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] bytes;

    private Head(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads ahead, and leaves {@code body} at its beginning, or after a byte order mark. */
    public static Head of(BufferedInputStream body) throws IOException {
        body.mark(SIZE);
        byte[] bytes = body.readNBytes(SIZE - 1);
        body.reset();
        Head head = new Head(bytes);
        if (head.startsWith(BYTE_ORDER_MARK)) {
            body.skipNBytes(BYTE_ORDER_MARK.length);
            return of(body);
        }
        return head;
    }

    /** A stream that {@link #of} can look ahead in. */
    public static BufferedInputStream buffered(InputStream body) {
        return new BufferedInputStream(body, SIZE);
    }

    boolean startsWith(byte[] magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is nothing but white space. */
    public boolean isBlank() {
        return text().isBlank();
    }

    /** Whether it is a JSON object, and these words stand in its beginning, in quotes. */
    boolean isJsonWith(String... words) {
        String text = text();
        return text.stripLeading().startsWith("{")
                && List.of(words).stream().allMatch(word -> text.contains('"' + word + '"'));
    }

    /** The columns of a CSV file's header line. */
    Table.Header header(UnaryOperator<String> spelling) {
        String first = text().lines().findFirst().orElse("");
        return Table.Header.of(List.of(first.replace("\"", "").split(",", -1)), spelling);
    }

    private String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
