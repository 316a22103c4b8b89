package io.vorsprung.metrics.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a sequence of parts, each with its length before it, so that no two sequences run together. */
public final class Digest {

    private final MessageDigest sha256;

    public Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Digest add(byte[] part) {
        int length = part.length;
        sha256.update(
                new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        sha256.update(part);
        return this;
    }

    /** The first bytes of several parts, as {@link #parts} puts them together. */
    Digest addParts(byte[] parts, int length) {
        sha256.update(parts, 0, length);
        return this;
    }

    /** What is digested of two parts that are added one after the other. */
    static byte[] parts(byte[] one, byte[] other) {
        return ByteBuffer.allocate(2 * Integer.BYTES + one.length + other.length)
                .putInt(one.length)
                .put(one)
                .putInt(other.length)
                .put(other)
                .array();
    }

    public Digest add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return sha256.digest();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
