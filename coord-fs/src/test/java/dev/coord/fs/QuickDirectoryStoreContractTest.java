package dev.coord.fs;

import dev.coord.store.CoordinationStore;
import dev.coord.store.Durability;
import dev.coord.testkit.store.CoordinationStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;

/** The contract holds whatever an update outlives. */
class QuickDirectoryStoreContractTest implements CoordinationStoreContract {

    @Override
    public CoordinationStore open(Path home, InstantSource clock) {
        return DirectoryStore.open(home, clock, Durability.PROCESS_CRASH);
    }
}
