package dev.coord.git.repository;

import dev.coord.core.file.PlainFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory with everything below it. */
public final class DirectoryTree {

    private DirectoryTree() {}

    /**
     * Deletes it, symbolic links themselves and not what they point to, directories without write permission too.
     *
     * @throws MountedBelow if something is mounted in it; then nothing is deleted
     */
    public static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            requireOwn(root);
            Deletion deletion = new Deletion(root, device(root));
            do {
                Files.walkFileTree(root, deletion);
            } while (Files.exists(root, LinkOption.NOFOLLOW_LINKS)); // what lay too deep lies further up by now
        }
    }

    /** Refuses a directory in which something is mounted, for that is somebody else's. */
    public static void requireOwn(Path root) throws MountedBelow {
        List<Path> mounted = MountPoints.below(root);
        if (!mounted.isEmpty()) {
            throw new MountedBelow(mounted.get(0));
        }
    }

    /** Something is mounted in a directory that was to be deleted. */
    public static final class MountedBelow extends IOException {

        private static final long serialVersionUID = 1L;

        MountedBelow(Path place) {
            super("something is mounted at " + place + ", and nothing is deleted through a mount; unmount it there");
        }
    }

    /** The file system that a directory lies on, for systems that have no list of mounts. */
    private static Object device(Path directory) throws IOException {
        return directory.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(directory, "unix:dev", LinkOption.NOFOLLOW_LINKS)
                : "";
    }

    /** Removes pipes and devices, which hold nothing, and at which git would wait for ever. */
    public static void removePipes(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile() && PlainFile.keepsWaiting(file)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Lets its owner read and write everything in it, as git left it when it made it. */
    static void open(Path root) throws IOException {
        Files.walkFileTree(root, new Opening());
    }

    /** The same for the directory alone; what others may do there stays. */
    static void openTop(Path root) throws IOException {
        if (!Files.isReadable(root) || !Files.isWritable(root) || !Files.isExecutable(root)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS);
            permissions.addAll(PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(root, permissions);
        }
    }

    private static void open(Path path, boolean isDirectory) throws IOException {
        EnumSet<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (isDirectory) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        Files.setPosixFilePermissions(path, permissions);
    }

    private static final class Opening extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
                DirectoryTree.open(directory, true);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !Files.isReadable(file)) {
                DirectoryTree.open(file, false);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof AccessDeniedException && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                DirectoryTree.open(file, true);
                Files.walkFileTree(file, this);
                return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE; // one that is being removed
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        /** The system takes no path of more than 4,096 bytes, and a program that goes down step by step makes longer ones. */
        private static final int FAR = 900;

        private final Path root;
        private final Object device;
        private int lifted;
        private boolean isWhole = true;

        Deletion(Path root, Object device) {
            this.root = root;
            this.device = device;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!device(directory).equals(device)) {
                throw new MountedBelow(directory);
            }
            if (!Files.isWritable(directory)) {
                DirectoryTree.open(directory, true);
            }
            int depth = directory.toString().length() - root.toString().length();
            if (depth > FAR && !root.equals(directory.getParent())) {
                lift(directory);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        private void lift(Path directory) throws IOException {
            isWhole = false;
            Path place;
            do {
                place = root.resolve("coord-deep-" + lifted++);
            } while (Files.exists(place, LinkOption.NOFOLLOW_LINKS)); // of a process that was killed
            Files.move(directory, place);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof AccessDeniedException && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                DirectoryTree.open(file, true);
                delete(file);
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (isWhole || !directory.equals(root)) {
                Files.delete(directory);
            }
            isWhole |= directory.equals(root);
            return FileVisitResult.CONTINUE;
        }
    }
}
