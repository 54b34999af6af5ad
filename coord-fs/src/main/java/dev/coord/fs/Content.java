package dev.coord.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a file held at one instant. Neither inode, size nor time of a file tell its versions apart, since file systems use
 * them again; its bytes do.
 */
final class Content {

    static final Content MISSING = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    static Content of(byte[] bytes) {
        return new Content(bytes);
    }

    static Content of(Path file) throws IOException {
        try {
            return new Content(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return MISSING;
        }
    }

    boolean isMissing() {
        return this == MISSING;
    }

    byte[] bytes() {
        return bytes;
    }

    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content content
                && isMissing() == content.isMissing()
                && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return isMissing() ? "no file" : bytes.length + " bytes";
    }
}
