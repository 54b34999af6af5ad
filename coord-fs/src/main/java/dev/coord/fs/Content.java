package dev.coord.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a file held at one instant. Neither inode, size nor time of a file tell its versions apart, since file systems use
 * them again; its bytes do.
 */
final class Content {

    static final Content MISSING = new Content(new byte[0], true);

    private final byte[] bytes;
    private final boolean missing;

    private Content(byte[] bytes, boolean missing) {
        this.bytes = bytes;
        this.missing = missing;
    }

    static Content of(byte[] bytes) {
        return new Content(bytes, false);
    }

    static Content of(Path file) throws IOException {
        try {
            return new Content(Files.readAllBytes(file), false);
        } catch (NoSuchFileException e) {
            return MISSING;
        }
    }

    boolean isMissing() {
        return missing;
    }

    byte[] bytes() {
        return bytes;
    }

    String digest() {
        return HexFormat.of().formatHex(sha256());
    }

    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
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
