package dev.coord.fs.disk;

import dev.coord.store.Durability;
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
public final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] BY_UMASK = {};

    private AtomicFile() {}

    /**
     * Replaces a file. Until its directory is forced, a power cut may bring the old content back, whole.
     *
     * @throws IOException if it was not replaced
     */
    public static void put(Path file, ByteBuffer content, Durability durability) throws IOException {
        move(written(file, content, Permissions.ofFile(file), Optional.empty(), durability), file);
    }

    /**
     * Replaces a file that others edit, and leaves who may do that as it is. Until its directory is forced, a power cut
     * may bring the old content back, whole.
     *
     * @return whether it was replaced; not if it did not hold what was expected any more
     */
    public static boolean replace(Path file, Content expected, Content content, Ownership ours, Durability durability)
            throws IOException {
        Optional<Integer> mode = ours.permissions(file);
        FileAttribute<?>[] permissions = mode.isPresent() ? Permissions.ofFile(file) : BY_UMASK;
        Path temporary = written(file, ByteBuffer.wrap(content.bytes()), permissions, mode, durability);
        try {
            if (!expected.isStillIn(file)) {
                Files.delete(temporary);
                return false;
            }
        } catch (IOException e) {
            throw without(temporary, e);
        }
        move(temporary, file);
        return true;
    }

    /** Removes what a killed process left. Only for whoever holds the store's lock: nobody else writes here then. */
    public static void sweep(Path directory) throws IOException {
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
        Path file = directory.resolve(DirectoryLayout.TEMPORARY + UUID.randomUUID());
        return Files.createFile(file, Permissions.ofFile(file));
    }

    private static Path written(
            Path file,
            ByteBuffer content,
            FileAttribute<?>[] permissions,
            Optional<Integer> mode,
            Durability durability)
            throws IOException {
        Path temporary = file.resolveSibling(DirectoryLayout.TEMPORARY + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(temporary, NEW, permissions)) {
            if (mode.isPresent()) {
                UnixFile.setPermissions(temporary, mode.get());
            }
            while (content.hasRemaining()) {
                channel.write(content);
            }
            if (durability == Durability.POWER_LOSS) {
                channel.force(true);
            }
            return temporary;
        } catch (IOException e) {
            throw without(temporary, e);
        }
    }

    private static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw without(temporary, e);
        }
    }

    /** What cannot be removed now is swept away at the next opening. */
    private static IOException without(Path temporary, IOException failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Whether a file of this name is one on its way, which nobody has to read. */
    public static boolean isNameOfTemporary(Path file) {
        return file.getFileName().toString().startsWith(DirectoryLayout.TEMPORARY);
    }

    private static boolean isTemporary(Path file) {
        return isNameOfTemporary(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
