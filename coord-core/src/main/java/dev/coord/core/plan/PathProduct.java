package dev.coord.core.plan;

import java.util.BitSet;

/**
 * Two automata read one path together. A third part of each state says whether a segment has just begun, so that only
 * paths without empty segments count: {@code a/*} could otherwise meet another pattern in {@code a/}, which names nothing.
 */
final class PathProduct {

    private final PathAutomaton left;
    private final PathAutomaton right;
    private final BitSet[] seen;
    private final IntStack open = new IntStack();

    PathProduct(PathAutomaton left, PathAutomaton right) {
        this.left = left;
        this.right = right;
        this.seen = new BitSet[left.size()];
    }

    boolean isInhabited() {
        visit(PathAutomaton.BEGIN, PathAutomaton.BEGIN, true);
        while (!open.isEmpty()) {
            int packed = open.pop();
            int one = open.pop();
            int other = packed >> 1;
            boolean fresh = (packed & 1) == 1;
            if (one == PathAutomaton.ACCEPT && other == PathAutomaton.ACCEPT && !fresh) {
                return true;
            }
            for (int silently : left.silent(one)) {
                visit(silently, other, fresh);
            }
            for (int silently : right.silent(other)) {
                visit(one, silently, fresh);
            }
            read(one, other, fresh);
        }
        return false;
    }

    private void read(int one, int other, boolean fresh) {
        int label = left.label(one);
        int otherLabel = right.label(other);
        if (label == PathAutomaton.NOTHING || otherLabel == PathAutomaton.NOTHING) {
            return;
        }
        if (readsSlash(label) && readsSlash(otherLabel) && !fresh) {
            visit(left.next(one), right.next(other), true);
        }
        if (label != '/' && otherLabel != '/' && (label < 0 || otherLabel < 0 || label == otherLabel)) {
            visit(left.next(one), right.next(other), false);
        }
    }

    private static boolean readsSlash(int label) {
        return label == '/' || label == PathAutomaton.ANY;
    }

    private void visit(int one, int other, boolean fresh) {
        int packed = other << 1 | (fresh ? 1 : 0);
        if (seen[one] == null) {
            seen[one] = new BitSet(right.size() * 2);
        }
        if (!seen[one].get(packed)) {
            seen[one].set(packed);
            open.push(one);
            open.push(packed);
        }
    }
}
