package dev.coord.git.lines;

import dev.coord.core.survival.LineKey;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.TreeDifference.Difference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines that a branch brought and those that it took, counted by their keys in each file. What it only moved, within a file or to
 * another one, is neither.
 *
 * @param brought in each file that has more of a key than before, how much more
 * @param gone in each file that has less, how much less
 */
public record BranchLines(Map<GitPath, Map<String, Integer>> brought, Map<GitPath, Map<String, Integer>> gone) {

    public static BranchLines of(List<Difference> files, BlobLines lines) {
        Map<GitPath, Map<String, Integer>> brought = new TreeMap<>();
        Map<GitPath, Map<String, Integer>> gone = new TreeMap<>();
        Map<String, Integer> spare = new HashMap<>();
        for (Difference file : files) {
            List<String> old = lines.of(file.oldId());
            List<String> now = lines.of(file.newId());
            int same = sameBeginning(old, now);
            int end = sameEnd(old, now, same);
            Map<String, Integer> before = LineKey.counts(old.subList(same, old.size() - end));
            Map<String, Integer> after = LineKey.counts(now.subList(same, now.size() - end));
            Map<String, Integer> more = surplus(after, before);
            Map<String, Integer> less = surplus(before, after);
            put(brought, file.path(), more);
            put(gone, file.path(), less);
            less.forEach((key, count) -> spare.merge(key, count, Integer::sum));
        }
        Map<String, Integer> moved = new HashMap<>();
        brought.values().forEach(keys -> cancel(keys, spare, moved));
        gone.values().forEach(keys -> cancel(keys, moved, new HashMap<>()));
        brought.values().removeIf(Map::isEmpty);
        gone.values().removeIf(Map::isEmpty);
        return new BranchLines(brought, gone);
    }

    int count() {
        return brought.values().stream()
                .flatMap(keys -> keys.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Most of a file is as it was. */
    private static int sameBeginning(List<String> one, List<String> other) {
        int most = Math.min(one.size(), other.size());
        int same = 0;
        while (same < most && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }

    private static int sameEnd(List<String> one, List<String> other, int beginning) {
        int most = Math.min(one.size(), other.size()) - beginning;
        int same = 0;
        while (same < most && one.get(one.size() - 1 - same).equals(other.get(other.size() - 1 - same))) {
            same++;
        }
        return same;
    }

    private static void put(Map<GitPath, Map<String, Integer>> all, GitPath path, Map<String, Integer> keys) {
        if (!keys.isEmpty()) {
            all.put(path, keys);
        }
    }

    private static Map<String, Integer> surplus(Map<String, Integer> of, Map<String, Integer> over) {
        if (over.isEmpty()) {
            return of; // most changes only add
        }
        Map<String, Integer> surplus = new HashMap<>();
        of.forEach((key, count) -> {
            int more = count - over.getOrDefault(key, 0);
            if (more > 0) {
                surplus.put(key, more);
            }
        });
        return surplus;
    }

    /** Takes from the keys what is on offer, and notes what was taken. */
    private static void cancel(Map<String, Integer> keys, Map<String, Integer> offer, Map<String, Integer> taken) {
        keys.entrySet().removeIf(entry -> {
            int some = Math.min(entry.getValue(), offer.getOrDefault(entry.getKey(), 0));
            if (some > 0) {
                offer.merge(entry.getKey(), -some, Integer::sum);
                taken.merge(entry.getKey(), some, Integer::sum);
                entry.setValue(entry.getValue() - some);
            }
            return entry.getValue() == 0;
        });
    }
}
