package dev.coord.core.path;

import static dev.coord.core.path.PathStates.NONE;

/**
 * Where a pattern stands after a part of it, one state for each kind of place, or none. What {@code **}, {@code /} and
 * the end mean depends on the place, and alternatives may leave a pattern in several places at once.
 *
 * @param start nothing was read yet
 * @param owed behind a {@code /} that has not been read yet and that follows a segment without a wildcard
 * @param vague behind such a {@code /} that follows a segment with a wildcard
 * @param plain in a segment without a wildcard
 * @param wild in a segment with a wildcard
 * @param deep behind a {@code **} that began a segment
 * @param closed behind such a {@code **} and its {@code /}
 */
record PathFront(int start, int owed, int vague, int plain, int wild, int deep, int closed) {

    static PathFront beginning() {
        return new PathFront(PathAutomaton.BEGIN, NONE, NONE, NONE, NONE, NONE, NONE);
    }

    static PathFront nowhere() {
        return new PathFront(NONE, NONE, NONE, NONE, NONE, NONE, NONE);
    }

    PathFront or(PathFront other, PathStates states) {
        return new PathFront(
                states.join(start, other.start),
                states.join(owed, other.owed),
                states.join(vague, other.vague),
                states.join(plain, other.plain),
                states.join(wild, other.wild),
                states.join(deep, other.deep),
                states.join(closed, other.closed));
    }

    PathFront character(int codePoint, PathStates states) {
        int before = states.join(segmentStart(states), plain);
        return new PathFront(
                NONE, NONE, NONE, states.after(before, codePoint), states.after(wild, codePoint), NONE, NONE);
    }

    PathFront questionMark(PathStates states) {
        int before = states.join(segmentStart(states), plain, wild);
        return new PathFront(NONE, NONE, NONE, NONE, states.after(before, PathAutomaton.WITHIN_SEGMENT), NONE, NONE);
    }

    PathFront star(PathStates states) {
        return new PathFront(NONE, NONE, NONE, NONE, star(segmentStart(states), states), NONE, NONE);
    }

    /** As one star where it turns out not to fill its segment. */
    PathFront doubleStar(PathStates states) {
        int begun = segmentStart(states);
        return new PathFront(NONE, NONE, NONE, NONE, star(begun, states), begun, NONE);
    }

    /** An empty segment, which alternatives can leave, counts as none. */
    PathFront slash(PathStates states) {
        return new PathFront(
                start, states.join(plain, owed), states.join(wild, vague), NONE, NONE, NONE, states.join(deep, closed));
    }

    /**
     * A directory covers what lies below it, but no file of its name; and so does a plain name, but only for a path that
     * names it as a directory.
     */
    void end(PathStates states) {
        int below = states.join(
                states.after(owed, '/'),
                states.after(vague, PathAutomaton.VAGUE_SLASH),
                states.after(plain, PathAutomaton.BELOW_NAME),
                deep,
                closed);
        if (below != NONE) {
            int rest = states.after(below, PathAutomaton.ANY);
            states.read(rest, PathAutomaton.ANY, rest);
            states.silently(rest, PathAutomaton.ACCEPT);
        }
        int whole = states.join(plain, wild);
        if (whole != NONE) {
            states.silently(whole, PathAutomaton.ACCEPT);
        }
    }

    private int star(int begun, PathStates states) {
        int before = states.join(begun, plain, wild);
        if (before == NONE) {
            return NONE;
        }
        int loop = states.add();
        states.silently(before, loop);
        states.read(loop, PathAutomaton.WITHIN_SEGMENT, loop);
        return loop;
    }

    private int segmentStart(PathStates states) {
        return states.join(
                start, states.after(owed, '/'), states.after(vague, PathAutomaton.VAGUE_SLASH), segments(states));
    }

    /** Any number of whole segments, each with the slash behind it. */
    private int segments(PathStates states) {
        if (closed == NONE) {
            return NONE;
        }
        int begin = states.add();
        states.silently(closed, begin);
        int within = states.after(begin, PathAutomaton.WITHIN_SEGMENT);
        states.read(within, PathAutomaton.WITHIN_SEGMENT, within);
        states.read(within, PathAutomaton.VAGUE_SLASH, begin);
        return begin;
    }
}
