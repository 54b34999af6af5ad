package dev.coord.core.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes the bytes of one file after the other into the same memory: with every commit files are put together that may have
 * a million bytes, and fresh memory has to be cleared first. For one thread.
 */
public final class ByteBuilder {

    private byte[] bytes = new byte[16 << 10];
    private int length;

    /** Forgets what it took. */
    public void clear() {
        length = 0;
    }

    public void write(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    public void write(byte[] more) {
        write(more, 0, more.length);
    }

    public void write(byte[] more, int from, int count) {
        room(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
    }

    /** A copy of what it took. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** What it took, until it is cleared. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private void room(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), bytes.length + (bytes.length >> 1)));
        }
    }
}
