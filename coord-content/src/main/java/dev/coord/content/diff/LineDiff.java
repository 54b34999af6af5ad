package dev.coord.content.diff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which lines of one version are which of another. Lines that stand once in both are matched first, which keeps functions whole;
 * what lies between them is matched by the shortest edit, within a budget: what would take too long counts as replaced.
 */
final class LineDiff {
    private static final long BUDGET = 40_000_000;
    private static final int DEEPEST = 40;

    private final int[] before;
    private final int[] after;
    /** For each line of {@code before} its line in {@code after}, or -1. */
    private final int[] match;

    private long work = BUDGET;

    private LineDiff(int[] before, int[] after) {
        this.before = before;
        this.after = after;
        this.match = new int[before.length];
        Arrays.fill(match, -1);
    }

    static int[] match(int[] before, int[] after) {
        LineDiff diff = new LineDiff(before, after);
        diff.between(0, before.length, 0, after.length, 0);
        return Slide.down(diff.match, before, after);
    }

    private void between(int fromBefore, int toBefore, int fromAfter, int toAfter, int depth) {
        int b0 = fromBefore;
        int a0 = fromAfter;
        int b1 = toBefore;
        int a1 = toAfter;
        while (b0 < b1 && a0 < a1 && before[b0] == after[a0]) {
            match[b0++] = a0++;
        }
        while (b0 < b1 && a0 < a1 && before[b1 - 1] == after[a1 - 1]) {
            match[--b1] = --a1;
        }
        if (b0 == b1 || a0 == a1) {
            return;
        }
        int[] anchors = depth < DEEPEST ? anchors(b0, b1, a0, a1) : new int[0];
        if (anchors.length == 0) {
            shortest(b0, b1, a0, a1);
            return;
        }
        for (int i = 0; i < anchors.length; i += 2) {
            match[anchors[i]] = anchors[i + 1];
            between(b0, anchors[i], a0, anchors[i + 1], depth + 1);
            b0 = anchors[i] + 1;
            a0 = anchors[i + 1] + 1;
        }
        between(b0, b1, a0, a1, depth + 1);
    }

    /** Pairs of lines that stand once in both ranges, the longest row of them that rises in both. */
    private int[] anchors(int b0, int b1, int a0, int a1) {
        Map<Integer, Integer> inAfter = once(after, a0, a1);
        Map<Integer, Integer> inBefore = once(before, b0, b1);
        int[] pairs = new int[2 * (b1 - b0)];
        int count = 0;
        for (int b = b0; b < b1; b++) {
            Integer a = inBefore.getOrDefault(before[b], -1) == b
                    ? inAfter.getOrDefault(before[b], -1)
                    : Integer.valueOf(-1);
            if (a >= 0) {
                pairs[2 * count] = b;
                pairs[2 * count + 1] = a;
                count++;
            }
        }
        return Rising.longest(pairs, count);
    }

    private static Map<Integer, Integer> once(int[] lines, int from, int to) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = from; i < to; i++) {
            places.merge(lines[i], i, (first, second) -> -1);
        }
        return places;
    }

    /** Myers' greedy search for the shortest edit. */
    private void shortest(int b0, int b1, int a0, int a1) {
        int n = b1 - b0;
        int m = a1 - a0;
        int most = (int) Math.min(n + m, Math.min(2000, work / (n + m)));
        int[][] reached = new int[most + 1][];
        int[] furthest = new int[2 * most + 3];
        for (int d = 0; d <= most; d++) {
            for (int k = -d; k <= d; k += 2) {
                int at = most + 1 + k;
                boolean down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
                int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < n && x - k < m && x - k >= 0 && before[b0 + x] == after[a0 + x - k]) {
                    x++;
                    work--;
                }
                furthest[at] = x;
                if (x >= n && x - k >= m) {
                    reached[d] = furthest;
                    trace(reached, d, b0, a0, n, m);
                    return;
                }
            }
            work -= d;
            reached[d] = Arrays.copyOfRange(furthest, most + 1 - d, most + 2 + d);
        }
    }

    private void trace(int[][] reached, int edits, int b0, int a0, int n, int m) {
        int x = n;
        int y = m;
        for (int d = edits; d > 0; d--) {
            int k = x - y;
            int[] earlier = reached[d - 1];
            boolean down = k == -d || (k != d && at(earlier, d - 1, k - 1) < at(earlier, d - 1, k + 1));
            int fromK = down ? k + 1 : k - 1;
            int fromX = at(earlier, d - 1, fromK);
            int startX = down ? fromX : fromX + 1;
            while (x > startX) {
                x--;
                y--;
                match[b0 + x] = a0 + y;
            }
            x = fromX;
            y = fromX - fromK;
        }
        while (x > 0 && y > 0) {
            x--;
            y--;
            match[b0 + x] = a0 + y;
        }
    }

    private static int at(int[] kept, int d, int k) {
        return k < -d || k > d ? -1 : kept[k + d];
    }
}
