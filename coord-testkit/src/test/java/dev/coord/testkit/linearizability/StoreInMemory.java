package dev.coord.testkit.linearizability;

import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.ManualClock;

/** The lock table behind the store in memory. */
public final class StoreInMemory extends LockOperations {

    private final InMemoryStore store = new InMemoryStore(new ManualClock());

    @Override
    String update(Update<String> update) {
        return store.update(update).outcome();
    }

    @Override
    Snapshot read() {
        return store.read();
    }
}
