package dev.coord.core.lock;

import dev.coord.core.plan.PathPattern;
import dev.coord.plan.RepoPath;
import org.jspecify.annotations.Nullable;

/**
 * What a path covers, in a form that tells fast what cannot overlap, and mostly what does: all of it lies at, above or
 * below its fixed part, the directory or file before the first wildcard. Made for one transition.
 */
final class Extent {

    private final RepoPath path;
    private final String fixed;
    private final boolean wholeSubtree;
    private @Nullable PathPattern pattern;

    private Extent(RepoPath path, String fixed, boolean wholeSubtree) {
        this.path = path;
        this.fixed = fixed;
        this.wholeSubtree = wholeSubtree;
    }

    static Extent of(RepoPath path) {
        String value = path.value();
        int wildcard = 0;
        while (wildcard < value.length() && "*?{".indexOf(value.charAt(wildcard)) < 0) {
            wildcard++;
        }
        if (wildcard == value.length()) {
            return new Extent(path, value.endsWith("/") ? value : value + "/", true);
        }
        String fixed = value.substring(0, value.lastIndexOf('/', wildcard) + 1);
        return new Extent(path, fixed, value.equals(fixed + "**"));
    }

    /** The fixed part, with a {@code /} after each segment; empty for the whole repository. */
    String fixed() {
        return fixed;
    }

    /** For extents of which one fixed part begins with the other. */
    boolean overlaps(Extent other) {
        return (wholeSubtree && other.fixed.startsWith(fixed))
                || (other.wholeSubtree && fixed.startsWith(other.fixed))
                || pattern().overlaps(other.pattern());
    }

    private PathPattern pattern() {
        if (pattern == null) {
            pattern = PathPattern.of(path);
        }
        return pattern;
    }
}
