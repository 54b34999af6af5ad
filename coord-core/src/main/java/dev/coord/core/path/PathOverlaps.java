package dev.coord.core.path;

import dev.coord.RepoPath;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.core.ints.Names;

/**
 * Which declared paths overlap others. A path without wildcards overlaps what lies below it: its ancestors are looked up
 * by the hash of each beginning. Only globs are compared with others. Reading 6.
 */
public final class PathOverlaps {

    private final Names paths;
    private final IntList from = new IntList();
    private final IntList to = new IntList();

    private PathOverlaps(Names paths) {
        this.paths = paths;
    }

    /** For each of the paths, ascending, the others that overlap it. */
    public static IntAdjacency of(Names paths) {
        PathOverlaps overlaps = new PathOverlaps(paths);
        IntList globs = new IntList();
        IntList plain = new IntList();
        boolean directories = anyDirectory(paths);
        for (int path = 0; path < paths.size(); path++) {
            if (Wildcards.isGlob(paths.name(path))) {
                globs.add(path);
            } else {
                plain.add(path);
                overlaps.ancestors(path, directories);
            }
        }
        if (globs.size() > 0) {
            overlaps.compare(globs.toArray(), plain.toArray());
        }
        return overlaps.from.size() == 0
                ? IntAdjacency.empty(paths.size())
                : IntAdjacency.of(paths.size(), paths.size(), overlaps.from.toArray(), overlaps.to.toArray());
    }

    /** What overlaps is told once, at the one of the two that overlaps more. */
    public static boolean isToldAt(IntAdjacency overlaps, int one, int other) {
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

    private void compare(int[] globs, int[] plain) {
        PathPattern[] patterns = new PathPattern[globs.length];
        for (int glob = 0; glob < globs.length; glob++) {
            patterns[glob] = PathPattern.of(new RepoPath(paths.name(globs[glob])));
        }
        GlobOverlaps.find(patterns, (one, other) -> add(globs[one], globs[other]));
        NamesUnderGlobs names = new NamesUnderGlobs(paths, plain);
        for (int glob = 0; glob < globs.length; glob++) {
            int number = globs[glob];
            names.find(glob, patterns[glob], path -> add(number, path));
        }
    }
}
