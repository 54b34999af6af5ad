package dev.coord.core.lock;

import dev.coord.plan.RepoPath;

/**
 * What a path covers, in a form that tells fast what cannot overlap: everything a path covers lies at, above or below
 * its fixed part, the directory or file before the first wildcard.
 *
 * @param fixed the fixed part with a {@code /} after each segment, empty for the whole repository
 * @param plain whether the path is nothing but its fixed part
 * @param path the path
 */
record Extent(String fixed, boolean plain, RepoPath path) {

    static Extent of(RepoPath path) {
        String value = path.value();
        int wildcard = 0;
        while (wildcard < value.length() && "*?{".indexOf(value.charAt(wildcard)) < 0) {
            wildcard++;
        }
        if (wildcard < value.length()) {
            return new Extent(value.substring(0, value.lastIndexOf('/', wildcard) + 1), false, path);
        }
        return new Extent(value.endsWith("/") ? value : value + "/", true, path);
    }

    /** For extents of which one fixed part begins with the other. */
    boolean overlapsWithin(Extent other) {
        return true;
    }

    boolean overlaps(Extent other) {
        return (fixed.startsWith(other.fixed) || other.fixed.startsWith(fixed)) && overlapsWithin(other);
    }
}
