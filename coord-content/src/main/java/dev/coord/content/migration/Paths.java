package dev.coord.content.migration;

/** Parts of a path. */
final class Paths {

    private Paths() {}

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The directory that something lies in; empty for the top. */
    static String above(String path) {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(0, end);
    }

    static String in(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
