package dev.coord.content.diff;

import java.util.Arrays;

/**
 * Gives each insertion and deletion the lowest of the places it could have had. A function added after another one may as well
 * begin with the brace that closes the first; both sides of a merge have to choose alike.
 */
final class Slide {
    private Slide() {}

    static int[] down(int[] match, int[] before, int[] after) {
        int[] back = inverse(match, after.length);
        slide(back, match, after);
        int[] there = inverse(back, before.length);
        slide(there, back, before);
        return there;
    }

    /** Slides the runs of {@code lines} that match nothing; {@code mine} is changed, {@code other} its inverse as well. */
    private static void slide(int[] mine, int[] other, int[] lines) {
        int end = lines.length;
        while (end > 0) {
            int begin = end;
            while (begin > 0 && mine[begin - 1] < 0) {
                begin--;
            }
            if (begin < end) {
                push(mine, other, lines, begin, end);
                end = begin;
            } else {
                end--;
            }
        }
    }

    private static void push(int[] mine, int[] other, int[] lines, int from, int to) {
        int begin = from;
        int end = to;
        int previous = begin == 0 ? -1 : mine[begin - 1];
        // The other side must go on right here, too: nothing of it may be replaced by this run.
        while (end < lines.length && mine[end] == previous + 1 && lines[begin] == lines[end]) {
            int partner = mine[end];
            mine[begin] = partner;
            mine[end] = -1;
            other[partner] = begin;
            previous = partner;
            begin++;
            end++;
        }
    }

    private static int[] inverse(int[] match, int length) {
        int[] back = new int[length];
        Arrays.fill(back, -1);
        for (int i = 0; i < match.length; i++) {
            if (match[i] >= 0) {
                back[match[i]] = i;
            }
        }
        return back;
    }
}
