package dev.coord.git.setup;

import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Copies files from one tree to the same places in another, with permissions and times. Nothing is overwritten, no link is followed in
 * either tree, links are copied as they are, and what is neither a file nor a link is left out. No copy shares its content with the
 * original: whoever writes to one does not write to the other.
 */
final class FileCopies {

    /** An interrupt is noticed between two portions. */
    private static final long PORTION = 8L << 20;

    /** Before its content is there; nobody else reads a secret meanwhile. */
    private static final FileAttribute<?> CLOSED =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path from;
    private final Path to;
    private final Set<Path> made = new HashSet<>();

    FileCopies(Path from, Path to) {
        this.from = from;
        this.to = to;
        made.add(to);
    }

    /**
     * Copies files that the other tree does not have.
     *
     * @throws FileSystemException if a file or a link is in the place of a directory
     * @throws InterruptedException if the thread was interrupted; what was copied is there
     */
    void copy(Collection<GitPath> paths) throws IOException, InterruptedException {
        for (GitPath path : paths) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while files were copied to " + to);
            }
            try {
                copy(path.file(from), path.file(to));
            } catch (ClosedByInterruptException e) {
                Thread.interrupted(); // it is told by the exception
                throw (InterruptedException)
                        new InterruptedException("interrupted while " + path + " was copied").initCause(e);
            }
        }
    }

    private void copy(Path source, Path copy) throws IOException {
        PosixFileAttributes found;
        try {
            found = Files.readAttributes(source, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // removed since git listed it
        }
        if (!found.isRegularFile() && !found.isSymbolicLink()) {
            return;
        }
        makeParents(parent(source), parent(copy));
        if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (found.isSymbolicLink()) {
            Files.createSymbolicLink(copy, Files.readSymbolicLink(source));
        } else {
            copyContent(source, copy);
            Files.setLastModifiedTime(copy, found.lastModifiedTime());
            Files.setPosixFilePermissions(copy, found.permissions());
        }
    }

    private static void copyContent(Path source, Path copy) throws IOException {
        Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel in = FileChannel.open(source, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                FileChannel out = FileChannel.open(copy, fresh, CLOSED)) {
            long at = 0;
            long moved;
            do {
                moved = in.transferTo(at, PORTION, out);
                at += moved;
            } while (moved > 0);
        }
    }

    /** With the permissions of the directories they are copied from, but never closed to their owner. */
    private void makeParents(Path source, Path copy) throws IOException {
        if (!made.add(copy)) {
            return;
        }
        makeParents(parent(source), parent(copy));
        Set<PosixFilePermission> permissions =
                EnumSet.copyOf(Files.getPosixFilePermissions(source, LinkOption.NOFOLLOW_LINKS));
        permissions.addAll(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectory(copy, PosixFilePermissions.asFileAttribute(permissions));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(
                        copy.toString(), null, "it is no directory there, so nothing can be copied into it");
            }
        }
    }

    /** Of something in a directory. */
    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}
