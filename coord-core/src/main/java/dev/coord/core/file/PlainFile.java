package dev.coord.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads and writes small files in places where agents and other programs put things. Whoever opens a pipe waits until another program
 * opens its other end, and nothing ends that wait: no pipe, device or link is opened, and a file that becomes a pipe
 * between the look and the reading keeps only a thread waiting, which is left behind.
 */
public final class PlainFile {

    private static final long LARGEST = 64L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int KIND = 0170000;
    private static final int SOCKET = 0140000;

    private PlainFile() {}

    /**
     * Reads a file whole.
     *
     * @throws IOException if it is no regular file, is too large for one that coord or git writes, or cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        requireRegular(file, found);
        if (found.size() > LARGEST) {
            throw new FileSystemException(file.toString(), null, "it is too large, it has " + found.size() + " bytes");
        }
        FutureTask<byte[]> reading = new FutureTask<>(() -> {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes((int) LARGEST);
            }
        });
        Thread thread = new Thread(reading, "coord-read");
        thread.setDaemon(true);
        thread.start();
        return await(file, reading);
    }

    /**
     * Writes a new file in the place of an earlier one: what an agent has linked to elsewhere, the file or a directory on the
     * way to it, is not written through.
     *
     * @param home a directory that may be reached through links, above the directory of the file
     * @return the file
     * @throws IOException if it cannot be written; then an earlier file is as it was, unless the disk failed
     */
    public static Path replace(Path home, Path file, String text) throws IOException {
        makeParents(home, file);
        Files.deleteIfExists(file);
        return Files.write(file, text.getBytes(UTF_8), StandardOpenOption.CREATE_NEW);
    }

    /**
     * The same where others may read the file at any time: they find the earlier one or the new one, whole.
     *
     * @param home a directory that may be reached through links, above the directory of the file
     * @return the file
     * @throws IOException if it cannot be written; then an earlier file is as it was
     */
    public static Path swap(Path home, Path file, String text) throws IOException {
        Path next = replace(home, file.resolveSibling("." + file.getFileName() + ".new"), text);
        return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes the directories between the two; each is one that is there itself.
     *
     * @param home a directory that may be reached through links, above that of the file
     * @throws IOException if there is something else on the way, such as a link
     */
    public static void makeParents(Path home, Path file) throws IOException {
        Path directory = SystemPath.absolute(home);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        Path way = directory.relativize(SystemPath.absolute(file));
        for (Path name : way.subpath(0, way.getNameCount() - 1)) {
            directory = directory.resolve(name);
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(directory); // another process may be as far
            }
            BasicFileAttributes found =
                    Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory()) {
                throw new FileSystemException(
                        directory.toString(),
                        null,
                        "it is " + kind(found) + ", not a directory; look what it is and move it away");
            }
        }
    }

    /**
     * Looks at a file before it is opened in another way.
     *
     * @throws IOException if there is something in its place that is no regular file
     */
    public static void requireRegular(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireRegular(file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** Whether opening it, or what it leads to, may wait for ever: a pipe or a device. To open a socket fails at once. */
    public static boolean keepsWaiting(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isOther()
                    && ((int) Files.getAttribute(file, "unix:mode") & KIND) != SOCKET;
        } catch (IOException e) {
            return false; // it leads nowhere
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return true; // a system that does not tell the kind
        }
    }

    private static void requireRegular(Path file, BasicFileAttributes found) throws FileSystemException {
        if (!found.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "it is " + kind(found) + ", not a file");
        }
    }

    private static String kind(BasicFileAttributes found) {
        return found.isDirectory()
                ? "a directory"
                : found.isSymbolicLink() ? "a link" : found.isRegularFile() ? "a file" : "a pipe or a device";
    }

    private static byte[] await(Path file, FutureTask<byte[]> reading) throws IOException {
        try {
            return reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileSystemException(file.toString(), null, "reading it was interrupted");
        } catch (TimeoutException e) {
            throw new FileSystemException(
                    file.toString(), null, "reading it took longer than " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof IOException failure ? failure : new IOException(FailureText.of(cause), e);
        }
    }
}
