package dev.coord.testkit.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a file holds: bytes that never change, equal by what they are. */
public final class Bytes {

    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /** What is left in a buffer, which stays as it is. */
    public static Bytes of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new Bytes(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /** The first bytes, at most so many. */
    Bytes first(long length) {
        return new Bytes(Arrays.copyOf(bytes, (int) Math.min(bytes.length, length)));
    }

    /** These with others written over them; zeros fill a gap. */
    Bytes with(long position, Bytes written) {
        int at = Math.toIntExact(position);
        byte[] all = Arrays.copyOf(bytes, Math.max(bytes.length, at + written.bytes.length));
        System.arraycopy(written.bytes, 0, all, at, written.bytes.length);
        return new Bytes(all);
    }

    byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
