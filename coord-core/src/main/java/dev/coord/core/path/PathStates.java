package dev.coord.core.path;

import java.util.ArrayList;
import java.util.List;

/** Collects the states of an automaton that is being built. */
final class PathStates {

    /** Stands for a state that does not exist. */
    static final int NONE = -1;

    private final List<List<Integer>> silent = new ArrayList<>();
    private final List<Integer> label = new ArrayList<>();
    private final List<Integer> next = new ArrayList<>();

    PathStates() {
        add();
        add();
    }

    int add() {
        silent.add(new ArrayList<>(1));
        label.add(PathAutomaton.NOTHING);
        next.add(PathAutomaton.BEGIN);
        return label.size() - 1;
    }

    /** Passes from one state to another without reading. */
    void silently(int from, int to) {
        silent.get(from).add(to);
    }

    /** Reads on from a state into another. */
    void read(int from, int what, int to) {
        int reader = from;
        if (label.get(from) != PathAutomaton.NOTHING) {
            reader = add();
            silently(from, reader);
        }
        label.set(reader, what);
        next.set(reader, to);
    }

    /** The state after reading on from another, or none if there is no such. */
    int after(int from, int what) {
        if (from == NONE) {
            return NONE;
        }
        int to = add();
        read(from, what, to);
        return to;
    }

    /** One state for several, those that do not exist left out. */
    int join(int... states) {
        int joined = NONE;
        for (int state : states) {
            if (state != NONE && joined == NONE) {
                joined = state;
            } else if (state != NONE) {
                int both = add();
                silently(joined, both);
                silently(state, both);
                joined = both;
            }
        }
        return joined;
    }

    PathAutomaton automaton() {
        int[][] edges = silent.stream()
                .map(states -> states.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new PathAutomaton(
                edges,
                label.stream().mapToInt(Integer::intValue).toArray(),
                next.stream().mapToInt(Integer::intValue).toArray());
    }
}
