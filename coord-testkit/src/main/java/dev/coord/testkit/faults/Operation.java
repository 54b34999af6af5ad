package dev.coord.testkit.faults;

/**
 * One operation that changed files, or was to.
 *
 * @param number its place in the order of all, counted from 1
 * @param kind what it does
 * @param path on what, relative to the root of the file system, with {@code /} between names
 * @param target where a {@link Kind#RENAME} leads, or what a link points to; else empty
 * @param bytes how many bytes a {@link Kind#WRITE} has; else 0
 */
public record Operation(int number, Kind kind, String path, String target, int bytes) {

    /** What an operation does. */
    public enum Kind {
        /** Makes an empty file. */
        CREATE,
        /** Makes a directory. */
        CREATE_DIRECTORY,
        /** Makes a symbolic or hard link. */
        CREATE_LINK,
        /** Writes bytes into a file, at a position or at its end. */
        WRITE,
        /** Cuts a file, also by opening it with {@code TRUNCATE_EXISTING}. */
        TRUNCATE,
        /** Brings a file's bytes to the disk: {@code fsync}. */
        FORCE,
        /** Brings a directory's entries to the disk. */
        FORCE_DIRECTORY,
        /** Moves a file or directory, in place of another where there is one. */
        RENAME,
        /** Removes a file or an empty directory. */
        DELETE,
        /** Changes permissions, owner, times or other attributes. */
        SET_ATTRIBUTES
    }

    @Override
    public String toString() {
        return number + ". " + kind + " '" + path + "'" + (target.isEmpty() ? "" : " -> '" + target + "'")
                + (kind == Kind.WRITE ? " " + bytes + " bytes" : "");
    }
}
