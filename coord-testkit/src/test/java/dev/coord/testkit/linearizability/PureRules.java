package dev.coord.testkit.linearizability;

import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;

/** The rules, one operation after the other; used by several threads it loses what comes between its look and its put. */
public final class PureRules extends LockOperations {

    private Snapshot snapshot = Snapshot.EMPTY;

    @Override
    String update(Update<String> update) {
        Transition<String> done = update.apply(snapshot, ManualClock.START);
        snapshot = done.after();
        return done.outcome();
    }

    @Override
    Snapshot read() {
        return snapshot;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PureRules rules && rules.snapshot.equals(snapshot);
    }

    @Override
    public int hashCode() {
        return snapshot.hashCode();
    }
}
