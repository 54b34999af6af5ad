package dev.coord.store;

import dev.coord.state.ConflictEntry;
import java.util.List;

/**
 * What a rule makes of a snapshot. A refusal carries the very snapshot it was given.
 *
 * @param <O> type of the answer
 * @param after the snapshot from now on
 * @param outcome the answer to the caller
 * @param conflicts entries for the conflict log, written with the same commit
 */
public record Transition<O>(Snapshot after, O outcome, List<ConflictEntry> conflicts) {

    /** Copies the list. */
    public Transition {
        conflicts = List.copyOf(conflicts);
    }

    /**
     * A transition that logs no conflict.
     *
     * @param <O> type of the answer
     * @param after the snapshot from now on
     * @param outcome the answer to the caller
     * @return the transition
     */
    public static <O> Transition<O> of(Snapshot after, O outcome) {
        return new Transition<>(after, outcome, List.of());
    }
}
