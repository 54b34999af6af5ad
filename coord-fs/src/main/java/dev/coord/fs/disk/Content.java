package dev.coord.fs.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a file held at one instant. Neither inode, size nor time of a file tell its versions apart, since file systems use
 * them again; its bytes do.
 */
public final class Content {

    public static final Content MISSING = new Content(new byte[0], true);

    /** What the truth may have at most; what is written must be readable again. */
    public static final long LARGEST = 256L << 20;

    private final byte[] bytes;
    private final boolean missing;
    private @Nullable String digest;

    private Content(byte[] bytes, boolean missing) {
        this.bytes = bytes;
        this.missing = missing;
    }

    public static Content of(byte[] bytes) {
        return new Content(bytes, false);
    }

    public static Content of(Path file) throws IOException {
        return of(file, LARGEST);
    }

    /**
     * What a file holds now.
     *
     * @throws UnusableFile if something else is in its place, or it has more than {@code limit} bytes
     */
    public static Content of(Path file, long limit) throws IOException {
        byte[] bytes = SafeFile.read(file, limit);
        return bytes == null ? MISSING : new Content(bytes, false);
    }

    /** Whether a file holds this, and is one. */
    public boolean isStillIn(Path file) throws IOException {
        try {
            return SafeFile.holds(file, missing ? null : bytes);
        } catch (UnusableFile e) {
            return false;
        }
    }

    /** What a file holds; {@code likely} itself where that is what it holds, so that its digest need not be told again. */
    public static Content of(Path file, Content likely) throws IOException {
        return likely.isStillIn(file) ? likely : of(file, SafeFile.LARGEST);
    }

    public boolean isMissing() {
        return missing;
    }

    public byte[] bytes() {
        return bytes;
    }

    /**
     * Tells versions of a file apart: 64 bits of two sums that the processor computes as fast as it reads. Nobody is kept
     * out by it: whoever can write the file can as well write what he likes into it.
     */
    public String digest() {
        String known = digest;
        if (known == null) {
            known = HexFormat.of().toHexDigits(sums());
            digest = known;
        }
        return known;
    }

    /** The two sums of {@link #digest}, one after the other. */
    public long sums() {
        CRC32C first = new CRC32C();
        first.update(bytes);
        CRC32 second = new CRC32();
        second.update(bytes);
        return first.getValue() << Integer.SIZE | second.getValue();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content content && missing == content.missing && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return missing ? "no file" : bytes.length + " bytes";
    }
}
