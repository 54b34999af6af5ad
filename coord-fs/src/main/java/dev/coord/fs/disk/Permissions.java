package dev.coord.fs.disk;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** With what permissions files are made, where the file system knows them. */
public final class Permissions {

    private static final FileAttribute<?>[] NONE = {};
    private static final FileAttribute<?>[] FILE = attributes("rw-------");
    private static final FileAttribute<?>[] DIRECTORY = attributes("rwx------");

    private Permissions() {}

    /** For the owner alone. */
    public static FileAttribute<?>[] ofFile(Path file) {
        return isKnown(file) ? FILE : NONE;
    }

    /** For the owner alone. */
    static FileAttribute<?>[] ofDirectory(Path directory) {
        return isKnown(directory) ? DIRECTORY : NONE;
    }

    private static boolean isKnown(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
