package dev.coord.testkit.store;

import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** What every part of the store contract begins with. */
public interface StoreContract {

    /**
     * Opens the store under test. A persistent one that is opened twice with one home keeps one snapshot.
     *
     * @param home an existing directory of this test, empty at first
     * @param clock the store's time
     * @return an open store, closed by the test
     */
    CoordinationStore open(Path home, InstantSource clock);

    /**
     * Whether what one store wrote is there for every other one that is opened with the same home, be it at the same time
     * or later.
     *
     * @return true unless the store says otherwise
     */
    default boolean persistent() {
        return true;
    }
}
