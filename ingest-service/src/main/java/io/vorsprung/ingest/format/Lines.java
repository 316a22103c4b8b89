package io.vorsprung.ingest.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of a stream, each of bounded length; of a longer one only the fact remains. */
final class Lines {

    /** @param bytes without the line end; empty where the line was longer than allowed */
    record Line(long number, Optional<byte[]> bytes) {}

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private long number;

    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line; empty at the end of the stream. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean any = false;
        while (true) {
            if (position == filled) {
                filled = in.read(buffer);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    return any ? Optional.of(line(line, tooLong)) : Optional.empty();
                }
            }
            any = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            tooLong = tooLong || line.size() + end - position > longest;
            if (!tooLong) {
                line.write(buffer, position, end - position);
            }
            position = end;
            if (end < filled) {
                position = end + 1;
                return Optional.of(line(line, tooLong));
            }
        }
    }

    /** Whether there is nothing but JSON's white space. */
    static boolean isBlank(byte[] bytes) {
        for (byte value : bytes) {
            if (value != ' ' && value != '\t' && value != '\r' && value != '\n') {
                return false;
            }
        }
        return true;
    }

    private Line line(ByteArrayOutputStream line, boolean tooLong) {
        number++;
        return new Line(number, tooLong ? Optional.empty() : Optional.of(line.toByteArray()));
    }
}
