package dev.coord.core.plan;

import dev.coord.plan.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which declared paths overlap. Only those are compared of which the fixed part of one begins with that of the other, and
 * sorting them by it brings these together.
 */
final class PathOverlaps {

    private final List<PathPattern> patterns;
    private final NavigableMap<String, List<Integer>> byFixedPart = new TreeMap<>();

    private PathOverlaps(List<RepoPath> paths) {
        patterns = paths.stream().map(PathPattern::of).toList();
        for (int i = 0; i < patterns.size(); i++) {
            byFixedPart
                    .computeIfAbsent(patterns.get(i).fixedPart(), fixed -> new ArrayList<>())
                    .add(i);
        }
    }

    /** For each of the paths, ascending, those of the others that overlap it. */
    static int[][] between(List<RepoPath> paths, List<RepoPath> others) {
        PathOverlaps overlaps = new PathOverlaps(others);
        return paths.stream().map(PathPattern::of).map(overlaps::with).toArray(int[][]::new);
    }

    private int[] with(PathPattern pattern) {
        IntList found = new IntList();
        String fixed = pattern.fixedPart();
        for (int end = 0; end < fixed.length(); end = fixed.indexOf('/', end) + 1) {
            compare(pattern, byFixedPart.getOrDefault(fixed.substring(0, end), List.of()), found);
        }
        for (Map.Entry<String, List<Integer>> below : byFixedPart.tailMap(fixed).entrySet()) {
            if (!below.getKey().startsWith(fixed)) {
                break;
            }
            compare(pattern, below.getValue(), found);
        }
        return found.sorted();
    }

    private void compare(PathPattern pattern, List<Integer> candidates, IntList found) {
        for (int candidate : candidates) {
            if (pattern.overlaps(patterns.get(candidate))) {
                found.add(candidate);
            }
        }
    }
}
