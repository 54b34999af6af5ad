package dev.coord.testkit;

import dev.coord.store.CoordinationStore;
import dev.coord.testkit.store.CoordinationStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;

class InMemoryStoreContractTest implements CoordinationStoreContract {

    @Override
    public CoordinationStore open(Path home, InstantSource clock) {
        return new InMemoryStore(clock);
    }

    @Override
    public boolean persistent() {
        return false;
    }
}
