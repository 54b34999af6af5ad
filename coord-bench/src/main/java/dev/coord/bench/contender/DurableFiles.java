package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/** The bare writing that everything that keeps its files by replacing them has to do. */
public final class DurableFiles {

    /** How much of a replacement is to survive a power cut. */
    public enum Forced {
        /** Nothing: the old content, the new one or garbage. */
        NOTHING,
        /** The old content or the new one, whole. */
        FILE,
        /** The new content. */
        FILE_AND_DIRECTORY
    }

    private DurableFiles() {}

    /**
     * Replaces a file by way of a temporary one.
     *
     * @param file which file
     * @param bytes its new content
     * @param forced what is forced to the disk
     * @throws IOException if that fails
     */
    public static void replace(Path file, byte[] bytes, Forced forced) throws IOException {
        Path temporary = file.resolveSibling(".tmp-" + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (forced != Forced.NOTHING) {
                channel.force(true);
            }
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (forced == Forced.FILE_AND_DIRECTORY) {
            forceDirectory(file);
        }
    }

    /**
     * Bytes that look like nothing in particular.
     *
     * @param size how many
     * @return the bytes
     */
    public static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static void forceDirectory(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
