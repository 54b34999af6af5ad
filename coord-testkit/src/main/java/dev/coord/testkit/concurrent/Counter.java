package dev.coord.testkit.concurrent;

import dev.coord.store.CoordinationStore.Update;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;

/** The smallest change there is: the number of the wave, counted up. */
public final class Counter {

    private Counter() {}

    public static Update<Integer> increment() {
        return (before, now) -> Transition.of(at(before, of(before) + 1), of(before) + 1);
    }

    public static Snapshot at(Snapshot snapshot, int value) {
        return snapshot.withState(snapshot.state().atWave(value));
    }

    public static int of(Snapshot snapshot) {
        return snapshot.state().currentWave();
    }
}
