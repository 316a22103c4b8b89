package io.vorsprung.metrics.ledger;

import java.util.Arrays;

/** Byte arrays end to end, any of which can be taken out and put in. */
final class Concatenation {

    private byte[] bytes;
    private int[] start;
    private int count;

    /** @param size about how many there will be */
    Concatenation(int size) {
        this.bytes = new byte[Math.max(1, size) * 128];
        this.start = new int[size + 1];
    }

    /** Before the one that is there now. */
    void insert(int position, byte[] part) {
        int at = start[position];
        int end = start[count];
        if (end + part.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + part.length));
        }
        System.arraycopy(bytes, at, bytes, at + part.length, end - at);
        System.arraycopy(part, 0, bytes, at, part.length);
        if (count + 2 > start.length) {
            start = Arrays.copyOf(start, 2 * (count + 2));
        }
        for (int i = count; i >= position; i--) {
            start[i + 1] = start[i] + part.length;
        }
        count++;
    }

    void remove(int position) {
        int length = start[position + 1] - start[position];
        System.arraycopy(bytes, start[position + 1], bytes, start[position], start[count] - start[position + 1]);
        for (int i = position + 1; i < count; i++) {
            start[i] = start[i + 1] - length;
        }
        count--;
    }

    Digest addTo(Digest digest) {
        return digest.addParts(bytes, start[count]);
    }
}
