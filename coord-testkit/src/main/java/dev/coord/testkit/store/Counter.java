package dev.coord.testkit.store;

import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;

/** The smallest change there is: the number of the wave, counted up. */
final class Counter {

    private Counter() {}

    static Update<Integer> increment() {
        return (before, now) -> Transition.of(at(before, of(before) + 1), of(before) + 1);
    }

    static Snapshot at(Snapshot snapshot, int value) {
        return snapshot.withState(snapshot.state().atWave(value));
    }

    static int of(Snapshot snapshot) {
        return snapshot.state().currentWave();
    }
}
