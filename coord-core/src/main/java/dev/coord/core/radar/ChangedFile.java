package dev.coord.core.radar;

/**
 * How a file differs between two trees. Modes are those of git, zeros where there is no file.
 *
 * @param path its place, one character for each byte
 * @param oldMode its mode before
 * @param oldId its content before
 * @param newMode its mode after
 * @param newId its content after
 */
public record ChangedFile(String path, String oldMode, String oldId, String newMode, String newId) {

    private static final String NONE = "000000";
    private static final String REGULAR = "100";

    /** Whether the file is new. */
    public boolean isAddition() {
        return oldMode.equals(NONE);
    }

    /** Whether the file is gone. */
    public boolean isDeletion() {
        return newMode.equals(NONE);
    }

    /** Whether only the content of a regular file is another. */
    boolean isEdit() {
        return oldMode.equals(newMode) && oldMode.startsWith(REGULAR);
    }
}
