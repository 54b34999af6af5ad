package dev.coord.core.run.event;

import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import java.util.List;

/**
 * What the run machine makes of an event.
 *
 * @param after the snapshot from now on, {@code before} itself where nothing changes
 * @param actions what has to be done outside, once the snapshot is stored
 * @param notices what to tell people
 * @param conflicts entries for the conflict log
 */
public record RunStep(Snapshot after, List<RunAction> actions, List<RunNotice> notices, List<ConflictEntry> conflicts) {

    /** Copies the lists. */
    public RunStep {
        actions = List.copyOf(actions);
        notices = List.copyOf(notices);
        conflicts = List.copyOf(conflicts);
    }
}
