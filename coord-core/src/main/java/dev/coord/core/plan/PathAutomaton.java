package dev.coord.core.plan;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** A nondeterministic automaton over code points; state 0 begins, state 1 accepts. */
final class PathAutomaton {

    /** Any code point but {@code /}. */
    static final int WITHIN_SEGMENT = -1;

    /** Any code point. */
    static final int ANY = -2;

    private static final int NONE = -3;

    private final int[][] silent;
    private final int[] label;
    private final int[] next;

    /**
     * @param silent for each state, the states it passes to without reading
     * @param label for each state, what its one edge reads
     * @param next for each state, where its one edge leads
     */
    PathAutomaton(int[][] silent, int[] label, int[] next) {
        this.silent = silent;
        this.label = label;
        this.next = next;
    }

    static int noLabel() {
        return NONE;
    }

    boolean accepts(String path) {
        BitSet at = new BitSet();
        enter(0, at);
        int[] codePoints = path.codePoints().toArray();
        for (int c : codePoints) {
            BitSet after = new BitSet();
            for (int state = at.nextSetBit(0); state >= 0; state = at.nextSetBit(state + 1)) {
                if (label[state] != NONE && meet(label[state], c)) {
                    enter(next[state], after);
                }
            }
            at = after;
        }
        return at.get(1);
    }

    /** Whether the languages have a word in common: reachability in the product. */
    boolean meets(PathAutomaton other) {
        int width = other.label.length;
        BitSet seen = new BitSet(label.length * width);
        Deque<int[]> open = new ArrayDeque<>();
        visit(0, 0, width, seen, open);
        while (!open.isEmpty()) {
            int[] pair = open.remove();
            int left = pair[0];
            int right = pair[1];
            if (left == 1 && right == 1) {
                return true;
            }
            for (int state : silent[left]) {
                visit(state, right, width, seen, open);
            }
            for (int state : other.silent[right]) {
                visit(left, state, width, seen, open);
            }
            if (label[left] != NONE && other.label[right] != NONE && meet(label[left], other.label[right])) {
                visit(next[left], other.next[right], width, seen, open);
            }
        }
        return false;
    }

    private static void visit(int left, int right, int width, BitSet seen, Deque<int[]> open) {
        int index = left * width + right;
        if (!seen.get(index)) {
            seen.set(index);
            open.add(new int[] {left, right});
        }
    }

    private void enter(int state, BitSet states) {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(state);
        while (!open.isEmpty()) {
            int at = open.remove();
            if (!states.get(at)) {
                states.set(at);
                for (int silently : silent[at]) {
                    open.add(silently);
                }
            }
        }
    }

    private static boolean meet(int left, int right) {
        if (left == ANY || right == ANY || left == right) {
            return true;
        }
        return (left == WITHIN_SEGMENT && right != '/') || (right == WITHIN_SEGMENT && left != '/');
    }
}
