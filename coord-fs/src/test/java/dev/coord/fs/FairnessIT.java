package dev.coord.fs;

import dev.coord.store.Durability;
import dev.coord.testkit.process.FairnessContract;
import dev.coord.testkit.process.StoreProvider;
import java.nio.file.Path;

class FairnessIT implements FairnessContract {

    @Override
    public Class<? extends StoreProvider> provider() {
        return DirectoryProvider.class;
    }

    @Override
    public String place(Path directory) {
        return DirectoryProvider.place(Durability.POWER_LOSS, directory);
    }
}
