package dev.coord.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Replaces files so that a reader finds the old or the new content, whole, also after a power cut. */
final class AtomicFile {

    private static final String TEMPORARY = ".coord-tmp-";

    private AtomicFile() {}

    /** Replaces a file for good: when this returns, nothing that is to be outlived brings the old content back. */
    static void replace(Path file, Content content, Durability durability) throws IOException {
        Path temporary = written(file, content, durability);
        try {
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        if (durability == Durability.POWER_LOSS) {
            forceDirectory(file);
        }
    }

    /**
     * Replaces a file that others edit. A power cut may bring the old content back, whole.
     *
     * @return whether it was replaced; not if it did not hold what was expected any more
     */
    static boolean replace(Path file, Content expected, Content content, Durability durability) throws IOException {
        Path temporary = written(file, content, durability);
        try {
            if (!Content.of(file).equals(expected)) {
                return false;
            }
            move(temporary, file);
            return true;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what a killed process left. Only for whoever holds the store's lock: nobody else writes here then. */
    static void sweep(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(AtomicFile::isTemporary).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path written(Path file, Content content, Durability durability) throws IOException {
        Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content.bytes());
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (durability == Durability.POWER_LOSS) {
                channel.force(true);
            }
            return temporary;
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static void move(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isTemporary(Path file) {
        return file.getFileName().toString().startsWith(TEMPORARY);
    }

    private static void forceDirectory(Path file) {
        // a rename is durable only once its directory is; file systems that cannot do this say so and mean no harm
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LoggerFactory.getLogger(AtomicFile.class).debug("cannot force the directory of {}", file, e);
        }
    }
}
