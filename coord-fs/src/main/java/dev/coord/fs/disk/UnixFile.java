package dev.coord.fs.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a Unix file system says of a file, or of the link in its place.
 *
 * @param uid number of the user it belongs to
 * @param mode what kind of file it is and who may do what
 * @param names how many names it has
 */
public record UnixFile(int uid, int mode, int names) {

    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int PERMISSIONS = 0777;

    public static boolean isKnown(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    public static UnixFile of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:uid,mode,nlink", LinkOption.NOFOLLOW_LINKS);
        return new UnixFile(number(found, "uid"), number(found, "mode"), number(found, "nlink"));
    }

    static void setPermissions(Path file, int permissions) throws IOException {
        Files.setAttribute(file, "unix:mode", permissions);
    }

    /** Name and number of the user a file belongs to. */
    public static String owner(Path file) throws IOException {
        Object name = Files.getAttribute(file, "unix:owner", LinkOption.NOFOLLOW_LINKS);
        return "user '" + name + "' (uid " + of(file).uid() + ")";
    }

    boolean isRegular() {
        return (mode & KIND) == REGULAR;
    }

    public int permissions() {
        return mode & PERMISSIONS;
    }

    private static int number(Map<String, Object> found, String name) throws IOException {
        if (found.get(name) instanceof Integer number) {
            return number;
        }
        throw new IOException("the file system does not say '" + name + "'");
    }
}
