package dev.coord.core.history;

import dev.coord.ProcessId;
import dev.coord.state.ConflictEntry;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A commit: what was, what is, and what a store knows of why. Several updates that were committed together are one step, and
 * what came and went within it is not told.
 *
 * @param before the snapshot before it
 * @param after the snapshot after it
 * @param conflicts what it left in the conflict log
 * @param dead processes whose death it took account of
 * @param edited whether it honours an edit of the protocol's files by others
 * @param now the store's time
 */
public record Step(
        Snapshot before,
        Snapshot after,
        List<ConflictEntry> conflicts,
        Set<ProcessId> dead,
        boolean edited,
        Instant now) {

    /** Copies the collections. */
    public Step {
        conflicts = List.copyOf(conflicts);
        dead = Set.copyOf(dead);
    }

    /**
     * A commit of updates that nobody died over and no edit made.
     *
     * @param before the snapshot before it
     * @param after the snapshot after it
     * @param now the store's time
     * @return the step
     */
    public static Step of(Snapshot before, Snapshot after, Instant now) {
        return new Step(before, after, List.of(), Set.of(), false, now);
    }

    /**
     * What happened. Pure, safe from any thread; the cost follows what changed, not what is there.
     *
     * @return endings before grants, then waits, foreign locks, features, landings, and conflicts last; at least one where the
     *     snapshot or the conflict log changed
     */
    public List<HistoryEvent> events() {
        List<HistoryEvent> events = new ArrayList<>();
        List<String> untold = new ArrayList<>();
        if (!before.features().equals(after.features())) {
            untold.add("features");
        }
        LockEvents.add(events, this);
        note("locks", before.locks(), after.locks(), events.isEmpty(), untold);
        int told = events.size();
        FeatureEvents.add(events, before.state(), after.state());
        note("state", before.state(), after.state(), events.size() == told, untold);
        int toldOfFeatures = events.size();
        RunEvents.add(events, before.run(), after.run());
        note("run", before.run(), after.run(), events.size() == toldOfFeatures, untold);
        if (!untold.isEmpty()) {
            events.add(new HistoryEvent.Other(untold));
        }
        conflicts.forEach(entry -> events.add(new HistoryEvent.Conflicted(entry)));
        return events;
    }

    /**
     * The lines that the commit leaves.
     *
     * @return its {@link #events} in order; none where it changed nothing and logged nothing
     */
    public List<HistoryEntry> entries() {
        List<HistoryEvent> events = events();
        List<HistoryEntry> entries = new ArrayList<>(events.size());
        for (HistoryEvent event : events) {
            boolean more = entries.size() < events.size() - 1;
            entries.add(new HistoryEntry(after.revision(), before.revision(), now, more, event));
        }
        return List.copyOf(entries);
    }

    private static void note(String part, Object before, Object after, boolean nothingTold, List<String> untold) {
        if (nothingTold && !before.equals(after)) {
            untold.add(part);
        }
    }
}
