package dev.coord.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces files so that a reader finds the old or the new content, whole, also after a power cut. */
final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private static final String TEMPORARY = ".coord-tmp-";
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] BY_UMASK = {};

    private AtomicFile() {}

    /** Replaces a file for good: when this returns, nothing that is to be outlived brings the old content back. */
    static void replace(Path file, Content content, Durability durability) throws IOException {
        Path temporary = written(file, content, Permissions.ofFile(file), Optional.empty(), durability);
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
     * Replaces a file that others edit, and leaves who may do that as it is. A power cut may bring the old content back,
     * whole.
     *
     * @return whether it was replaced; not if it did not hold what was expected any more
     */
    static boolean replace(Path file, Content expected, Content content, Ownership ours, Durability durability)
            throws IOException {
        Optional<Integer> mode = ours.permissions(file);
        FileAttribute<?>[] permissions = mode.isPresent() ? Permissions.ofFile(file) : BY_UMASK;
        Path temporary = written(file, content, permissions, mode, durability);
        try {
            if (!expected.isStillIn(file)) {
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
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) { // somebody else's, who may not keep others from working
                    LOG.debug("cannot remove {}", file, e);
                }
            }
        }
    }

    /** Makes an empty file that the next sweep removes if nobody else does. */
    static Path temporary(Path directory) throws IOException {
        Path file = directory.resolve(TEMPORARY + UUID.randomUUID());
        return Files.createFile(file, Permissions.ofFile(file));
    }

    private static Path written(
            Path file, Content content, FileAttribute<?>[] permissions, Optional<Integer> mode, Durability durability)
            throws IOException {
        Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(temporary, NEW, permissions)) {
            if (mode.isPresent()) {
                UnixFile.setPermissions(temporary, mode.get());
            }
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
        return file.getFileName().toString().startsWith(TEMPORARY)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void forceDirectory(Path file) {
        // a rename is durable only once its directory is; file systems that cannot do this say so and mean no harm
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.debug("cannot force the directory of {}", file, e);
        }
    }
}
