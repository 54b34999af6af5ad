package dev.coord.core.plan;

import dev.coord.plan.RepoPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which declared paths overlap others. A path without wildcards overlaps what lies below it: its ancestors are looked up
 * by the hash of each beginning. Only a glob is compared with others, and only with those whose fixed part begins like its
 * own. Reading 6.
 */
final class PathOverlaps {

    private final Names paths;
    private final IntList from = new IntList();
    private final IntList to = new IntList();

    private PathOverlaps(Names paths) {
        this.paths = paths;
    }

    /** For each of the paths, ascending, the others that overlap it. */
    static Slices of(Names paths) {
        PathOverlaps overlaps = new PathOverlaps(paths);
        IntList globs = new IntList();
        boolean directories = anyDirectory(paths);
        for (int path = 0; path < paths.size(); path++) {
            if (isGlob(paths.name(path))) {
                globs.add(path);
            } else {
                overlaps.ancestors(path, directories);
            }
        }
        overlaps.compare(globs.toArray());
        return overlaps.from.size() == 0
                ? Slices.empty(paths.size())
                : Slices.of(paths.size(), paths.size(), overlaps.from.toArray(), overlaps.to.toArray());
    }

    /** What overlaps is told once, at the one of the two that overlaps more. */
    static boolean isToldAt(Slices overlaps, int one, int other) {
        int more = Integer.compare(overlaps.count(one), overlaps.count(other));
        return more > 0 || (more == 0 && one < other);
    }

    private static boolean anyDirectory(Names paths) {
        for (int path = 0; path < paths.size(); path++) {
            if (paths.name(path).endsWith("/")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGlob(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('{') >= 0;
    }

    /** A brace without its partner is no wildcard, but whoever has one is looked at as a glob, which is no less exact. */
    private void ancestors(int path, boolean directories) {
        String text = paths.name(path);
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                add(path, paths.findBeginning(text, i, hash));
            }
            hash = 31 * hash + c;
            if (directories && c == '/' && i + 1 < text.length()) {
                add(path, paths.findBeginning(text, i + 1, hash));
            }
        }
    }

    private void add(int one, int other) {
        if (other != Names.NONE && other != one) {
            from.add(one);
            to.add(other);
            from.add(other);
            to.add(one);
        }
    }

    private void compare(int[] globs) {
        if (globs.length == 0) {
            return;
        }
        PathPattern[] patterns = new PathPattern[paths.size()];
        Integer[] sorted = new Integer[paths.size()];
        for (int path = 0; path < patterns.length; path++) {
            patterns[path] = PathPattern.of(new RepoPath(paths.name(path)));
            sorted[path] = path;
        }
        Arrays.sort(sorted, Comparator.comparing(path -> patterns[path].fixedPart()));
        List<String> fixedParts = new ArrayList<>(sorted.length);
        for (int path : sorted) {
            fixedParts.add(patterns[path].fixedPart());
        }
        for (int glob : globs) {
            String fixed = patterns[glob].fixedPart();
            for (int end = 0; end < fixed.length(); end = fixed.indexOf('/', end) + 1) {
                String above = fixed.substring(0, end);
                for (int at = first(fixedParts, above);
                        at < sorted.length && fixedParts.get(at).equals(above);
                        at++) {
                    meet(glob, sorted[at], patterns);
                }
            }
            for (int at = first(fixedParts, fixed);
                    at < sorted.length && fixedParts.get(at).startsWith(fixed);
                    at++) {
                meet(glob, sorted[at], patterns);
            }
        }
    }

    private void meet(int glob, int other, PathPattern[] patterns) {
        if (glob != other && patterns[glob].overlaps(patterns[other])) {
            add(glob, other);
        }
    }

    /** Where the first that is not smaller stands. */
    private static int first(List<String> sorted, String wanted) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).compareTo(wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
