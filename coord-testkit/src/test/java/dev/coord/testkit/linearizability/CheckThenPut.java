package dev.coord.testkit.linearizability;

import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;

/** A store with a race: what another thread put between the look and the put is lost. */
public final class CheckThenPut extends LockOperations {

    private volatile Snapshot snapshot = Snapshot.EMPTY;

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
}
