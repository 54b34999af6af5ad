package dev.coord.fs;

import dev.coord.store.CoordinationStore;
import dev.coord.testkit.CoordinationStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;

class FileStoreContractTest implements CoordinationStoreContract {

    @Override
    public CoordinationStore open(Path home, InstantSource clock) {
        return FileStore.open(home, clock);
    }
}
