package dev.coord.core.path;

import dev.coord.core.ints.IntStack;
import java.util.BitSet;

/** A nondeterministic automaton over code points; state 0 begins, state 1 accepts. Immutable. */
final class PathAutomaton {

    /** Any code point but {@code /}. */
    static final int WITHIN_SEGMENT = -1;

    /** Any code point. */
    static final int ANY = -2;

    /** Nothing: a state that only passes on silently. */
    static final int NOTHING = -3;

    /** The {@code /} behind a segment with a wildcard, which happens to be a directory; {@code '/'} itself is one by name. */
    static final int VAGUE_SLASH = -4;

    /** The {@code /} behind a plain name, of which nobody says that it is a directory. */
    static final int BELOW_NAME = -5;

    static final int BEGIN = 0;
    static final int ACCEPT = 1;

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

    int size() {
        return label.length;
    }

    int[] silent(int state) {
        return silent[state];
    }

    int label(int state) {
        return label[state];
    }

    int next(int state) {
        return next[state];
    }

    boolean accepts(String path) {
        return after(path).get(ACCEPT);
    }

    /** Whether some text that begins with this one is accepted, be it a path or not. */
    boolean acceptsBeginning(String text) {
        return !after(text).isEmpty();
    }

    /** Whether a plain name is accepted, or is the name of a directory here. */
    boolean meetsName(String name) {
        BitSet states = after(name);
        return states.get(ACCEPT) || anyReads(states, '/');
    }

    /** Whether this is a plain name here. */
    boolean names(String name) {
        return anyReads(after(name), BELOW_NAME);
    }

    private boolean anyReads(BitSet states, int wanted) {
        for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
            if (label[state] == wanted) {
                return true;
            }
        }
        return false;
    }

    private BitSet after(String text) {
        BitSet at = new BitSet(size());
        BitSet following = new BitSet(size());
        IntStack open = new IntStack();
        enter(BEGIN, at, open);
        for (int i = 0; i < text.length() && !at.isEmpty(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            following.clear();
            for (int state = at.nextSetBit(0); state >= 0; state = at.nextSetBit(state + 1)) {
                if (reads(label[state], c)) {
                    enter(next[state], following, open);
                }
            }
            BitSet last = at;
            at = following;
            following = last;
        }
        return at;
    }

    /** Whether some path is accepted by both. */
    boolean meets(PathAutomaton other) {
        return new PathProduct(this, other).isInhabited();
    }

    private void enter(int first, BitSet states, IntStack open) {
        open.push(first);
        while (!open.isEmpty()) {
            int state = open.pop();
            if (!states.get(state)) {
                states.set(state);
                for (int silently : silent[state]) {
                    open.push(silently);
                }
            }
        }
    }

    private static boolean reads(int label, int codePoint) {
        return switch (label) {
            case ANY -> true;
            case WITHIN_SEGMENT -> codePoint != '/';
            case VAGUE_SLASH, BELOW_NAME -> codePoint == '/';
            default -> label == codePoint;
        };
    }
}
