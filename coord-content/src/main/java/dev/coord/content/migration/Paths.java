package dev.coord.content.migration;

/** Parts of a path. */
public final class Paths {

    private Paths() {}

    public static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The directory that something lies in; empty for the top. */
    public static String above(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(0, end);
    }

    public static String in(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
