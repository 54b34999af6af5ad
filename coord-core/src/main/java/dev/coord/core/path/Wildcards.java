package dev.coord.core.path;

/**
 * Which characters of a declared path may be wildcards. A brace without its partner is none, but that does not show before
 * the whole path is read; whoever takes it for one is slower and no less exact. Reading 6.
 */
public final class Wildcards {

    private Wildcards() {}

    public static boolean isOne(char c) {
        return c == '*' || c == '?' || c == '{';
    }

    /** Where the first one stands; the length of a path that has none. */
    static int first(String path) {
        int at = 0;
        while (at < path.length() && !isOne(path.charAt(at))) {
            at++;
        }
        return at;
    }

    public static boolean isGlob(String path) {
        return first(path) < path.length();
    }

    /**
     * The segments before the first one, with a {@code /} behind each: all that is covered lies at it, above or below it.
     *
     * @param path a declared path
     * @return empty for a path that begins with a wildcard, the whole path for one without any
     */
    public static String fixedPart(String path) {
        int first = first(path);
        if (first == path.length()) {
            return path.endsWith("/") ? path : path + "/";
        }
        return path.substring(0, path.lastIndexOf('/', first) + 1);
    }
}
