package dev.coord.fs;

import dev.coord.store.CoordinationStore;
import dev.coord.testkit.store.CoordinationStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;

class DirectoryStoreContractTest implements CoordinationStoreContract {

    @Override
    public CoordinationStore open(Path home, InstantSource clock) {
        return DirectoryStore.open(home, clock);
    }
}
