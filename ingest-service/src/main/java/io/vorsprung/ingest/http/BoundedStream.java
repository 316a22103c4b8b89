package io.vorsprung.ingest.http;

import io.vorsprung.common.problem.Problem;
import io.vorsprung.common.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends with problem details where it grows beyond its limit. */
final class BoundedStream extends FilterInputStream {

    private final long limit;
    private final String setting;
    private long read;

    BoundedStream(InputStream in, long limit, String setting) {
        super(in);
        this.limit = limit;
        this.setting = setting;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > limit) {
            throw new ProblemException(Problem.of(
                    "body-too-large",
                    "The body is too large",
                    413,
                    "expected at most " + limit + " bytes (" + setting
                            + "); send newline-delimited JSON, or several parts"));
        }
    }
}
