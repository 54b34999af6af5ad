package dev.coord.core.path;

import dev.coord.core.ints.IntStack;
import java.util.BitSet;

/**
 * Two automata read one path together. Below a plain name they only read on where the other one has the name as a plain
 * segment with a {@code /} behind it: a wildcard does not reach there by chance (reading 6). What both accept may hold an empty segment; but only stars and what lies below a
 * name accept those, and they accept a segment with something in it as well, so that there is a well-formed path too.
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
        visit(PathAutomaton.BEGIN, PathAutomaton.BEGIN);
        while (!open.isEmpty()) {
            int other = open.pop();
            int one = open.pop();
            if (one == PathAutomaton.ACCEPT && other == PathAutomaton.ACCEPT) {
                return true;
            }
            for (int silently : left.silent(one)) {
                visit(silently, other);
            }
            for (int silently : right.silent(other)) {
                visit(one, silently);
            }
            if (meet(left.label(one), right.label(other))) {
                visit(left.next(one), right.next(other));
            }
        }
        return false;
    }

    private static boolean meet(int label, int other) {
        if (label == PathAutomaton.NOTHING || other == PathAutomaton.NOTHING) {
            return false;
        }
        if (label == PathAutomaton.BELOW_NAME || other == PathAutomaton.BELOW_NAME) {
            return label == '/' || other == '/';
        }
        return label == other
                || label == PathAutomaton.ANY
                || other == PathAutomaton.ANY
                || (label == PathAutomaton.WITHIN_SEGMENT && !isSlash(other))
                || (other == PathAutomaton.WITHIN_SEGMENT && !isSlash(label))
                || (isSlash(label) && isSlash(other));
    }

    private static boolean isSlash(int label) {
        return label == '/' || label == PathAutomaton.VAGUE_SLASH;
    }

    private void visit(int one, int other) {
        if (seen[one] == null) {
            seen[one] = new BitSet(right.size());
        }
        if (!seen[one].get(other)) {
            seen[one].set(other);
            open.push(one);
            open.push(other);
        }
    }
}
