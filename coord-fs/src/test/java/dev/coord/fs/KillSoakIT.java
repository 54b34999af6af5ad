package dev.coord.fs;

import dev.coord.store.Durability;
import dev.coord.testkit.process.KillContract;
import dev.coord.testkit.process.StoreProvider;
import java.nio.file.Path;

class KillSoakIT implements KillContract {

    @Override
    public Class<? extends StoreProvider> provider() {
        return DirectoryProvider.class;
    }

    @Override
    public String place(Path directory) {
        return DirectoryProvider.place(Durability.POWER_LOSS, directory);
    }

    @Override
    public Onlooker onlooker(Path directory) {
        return new FileOnlooker(directory);
    }
}
