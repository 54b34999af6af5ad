package dev.coord.fs.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads files at places where others may put something. Follows no symbolic link, waits for no pipe, and takes no more
 * memory than it is told to. Whoever may exchange the file between the look and the reading can still make the reader
 * wait, which in pure Java cannot be told apart from a file; he can never make it read through a link.
 */
public final class SafeFile {

    /** What a view or the conflict log may have at most. */
    public static final long LARGEST = 64L << 20;

    private static final int PART = 128 << 10;

    private SafeFile() {}

    /**
     * Reads a file whole.
     *
     * @return its bytes; nothing if there is none
     * @throws UnusableFile if it is not a regular file, or larger than the limit
     */
    public static byte @Nullable [] read(Path file, long limit) throws IOException {
        try {
            Optional<BasicFileAttributes> found = regular(file);
            if (found.isEmpty()) {
                return null;
            }
            long size = found.get().size();
            if (size > limit) {
                throw new UnusableFile(file, "has " + size + " bytes, more than " + limit);
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = new byte[(int) size];
                int length = in.readNBytes(bytes, 0, bytes.length);
                int more = length < bytes.length ? -1 : in.read();
                return more < 0 ? trimmed(bytes, length) : grown(file, bytes, more, in, limit);
            }
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Compares a file with what it is expected to hold, without taking memory for another one of these.
     *
     * @param expected its bytes; nothing if there is to be no file
     * @return whether that is so, and nobody exchanged or changed the file in the meantime
     * @throws UnusableFile if there is something that is not a regular file
     */
    static boolean holds(Path file, byte @Nullable [] expected) throws IOException {
        try {
            Optional<BasicFileAttributes> found = regular(file);
            if (found.isEmpty() || expected == null) {
                return found.isEmpty() && expected == null;
            }
            if (found.get().size() != expected.length) {
                return false;
            }
            boolean same;
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                same = isAll(in, expected);
            }
            return same && isStill(found.get(), regular(file)); // who goes on at once is in time for few others
        } catch (NoSuchFileException e) {
            return expected == null;
        }
    }

    private static boolean isStill(BasicFileAttributes earlier, Optional<BasicFileAttributes> now) {
        return now.isPresent()
                && Objects.equals(now.get().fileKey(), earlier.fileKey())
                && now.get().size() == earlier.size()
                && now.get().lastModifiedTime().equals(earlier.lastModifiedTime());
    }

    private static boolean isAll(InputStream in, byte[] expected) throws IOException {
        byte[] part = new byte[Math.min(PART, expected.length + 1)];
        for (int at = 0; ; ) {
            int length = in.read(part);
            int end = at + Math.max(length, 0);
            if (end > expected.length || !Arrays.equals(part, 0, end - at, expected, at, end)) {
                return false;
            }
            if (length < part.length) { // a regular file gives less than it is asked for only at its end
                return end == expected.length;
            }
            at = end;
        }
    }

    /**
     * What the file system says of a regular file, without following a link.
     *
     * @return nothing if there is no file
     * @throws UnusableFile if there is something that is not a regular file
     */
    public static Optional<BasicFileAttributes> regular(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!found.isRegularFile()) {
            throw new UnusableFile(file, "is " + kind(found) + ", not a file");
        }
        return Optional.of(found);
    }

    static String kind(BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return "a symbolic link";
        }
        return found.isDirectory() ? "a directory" : "a pipe, a socket or a device";
    }

    private static byte[] trimmed(byte[] bytes, int length) {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** It is being written in place. */
    private static byte[] grown(Path file, byte[] bytes, int next, InputStream in, long limit) throws IOException {
        byte[] rest = in.readNBytes((int) Math.min(Integer.MAX_VALUE, limit - bytes.length));
        if (bytes.length + 1L + rest.length > limit) {
            throw new UnusableFile(file, "has more than " + limit + " bytes");
        }
        byte[] all = Arrays.copyOf(bytes, bytes.length + 1 + rest.length);
        all[bytes.length] = (byte) next;
        System.arraycopy(rest, 0, all, bytes.length + 1, rest.length);
        return all;
    }
}
