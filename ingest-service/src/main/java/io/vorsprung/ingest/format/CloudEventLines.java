package io.vorsprung.ingest.format;

import java.io.InputStream;
import java.util.Iterator;

/** Newline-delimited structured CloudEvents of any of our types: what exports give back. */
final class CloudEventLines implements ImportFormat {

    private final int longest;

    /** @param longest in bytes, of a line */
    CloudEventLines(int longest) {
        this.longest = longest;
    }

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJsonWith("specversion");
    }

    @Override
    public Iterator<Row> read(InputStream body) {
        return JsonLines.read(body, longest);
    }
}
