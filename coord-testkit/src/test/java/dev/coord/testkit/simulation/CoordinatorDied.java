package dev.coord.testkit.simulation;

/** The coordinator was killed at this very instruction. An error, since no code of ours may catch it. */
final class CoordinatorDied extends Error {

    private static final long serialVersionUID = 1L;

    CoordinatorDied(String where) {
        super(where, null, false, false);
    }
}
