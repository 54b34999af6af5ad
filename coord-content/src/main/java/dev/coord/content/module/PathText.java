package dev.coord.content.module;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths in a repository, with {@code /}; the top is empty. Pure. */
public final class PathText {
    private static final int LONGEST = 1000;

    private PathText() {}

    /**
     * The directory of a file.
     *
     * @param path the file
     * @return its directory
     */
    public static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /**
     * The name of a file.
     *
     * @param path the file
     * @return what follows its directory
     */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * A path from a directory.
     *
     * @param directory where it begins
     * @param relative segments, among them {@code .} and {@code ..}
     * @return where it leads; nothing if that is out of the repository
     */
    public static Optional<String> from(String directory, String relative) {
        if (relative.length() > LONGEST) {
            return Optional.empty();
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (directory + "/" + relative).split("/", -1)) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return Optional.of(String.join("/", segments));
    }

    /**
     * Whether a file lies somewhere below a directory.
     *
     * @param directory the directory
     * @param path the file
     * @return true if it does
     */
    public static boolean isIn(String directory, String path) {
        return directory.isEmpty() || path.startsWith(directory + "/");
    }

    /**
     * A file in a directory.
     *
     * @param directory where
     * @param name the file from there
     * @return its path
     */
    public static String in(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
