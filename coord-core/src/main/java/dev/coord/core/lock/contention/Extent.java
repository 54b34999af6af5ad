package dev.coord.core.lock.contention;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.core.path.Wildcards;
import java.util.List;
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
        String fixed = Wildcards.fixedPart(value);
        return new Extent(path, fixed, !Wildcards.isGlob(value) || value.equals(fixed + "**"));
    }

    /** The fixed part, with a {@code /} after each segment; empty for the whole repository. */
    String fixed() {
        return fixed;
    }

    boolean overlaps(Extent other) {
        boolean below = other.fixed.startsWith(fixed);
        boolean above = fixed.startsWith(other.fixed);
        return (wholeSubtree && below)
                || (other.wholeSubtree && above)
                || ((below || above) && pattern().overlaps(other.pattern()));
    }

    /** Where all that is covered begins with a wildcard, only the ends of paths tell which may overlap. */
    boolean floats() {
        return fixed.isEmpty();
    }

    List<String> lastNames() {
        return pattern().lastNames();
    }

    List<String> directories() {
        return pattern().directories();
    }

    /** Whether two paths may overlap, by a look at how they begin and end; far cheaper than a pattern. */
    static boolean mayOverlap(String path, String other) {
        return beginAlike(path, other) && (endAlike(path, other) || mayBeNamed(path, other) || mayBeNamed(other, path));
    }

    /** Whether they are the same up to the end or the first wildcard of one of them. */
    private static boolean beginAlike(String path, String other) {
        int end = Math.min(path.length(), other.length());
        for (int i = 0; i < end; i++) {
            char mine = path.charAt(i);
            char theirs = other.charAt(i);
            if (Wildcards.isOne(mine) || Wildcards.isOne(theirs)) {
                return true;
            }
            if (mine != theirs) {
                return false;
            }
        }
        return true;
    }

    /** The same from behind; a path that covers what lies below it, or has alternatives, may end in any way. */
    private static boolean endAlike(String path, String other) {
        if (endsAnyhow(path) || endsAnyhow(other)) {
            return true;
        }
        int shorter = Math.min(path.length(), other.length());
        for (int i = 1; i <= shorter; i++) {
            char mine = path.charAt(path.length() - i);
            char theirs = other.charAt(other.length() - i);
            if (Wildcards.isOne(mine) || Wildcards.isOne(theirs)) {
                return true;
            }
            if (mine != theirs) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsAnyhow(String path) {
        return path.endsWith("/") || path.endsWith("**") || path.indexOf('{') >= 0;
    }

    /** Whether the last segment of a path is a directory by name in another. */
    private static boolean mayBeNamed(String path, String other) {
        String name = path.substring(path.lastIndexOf('/') + 1) + "/";
        return other.startsWith(name) || other.contains("/" + name);
    }

    private PathPattern pattern() {
        if (pattern == null) {
            pattern = PathPattern.of(path);
        }
        return pattern;
    }
}
