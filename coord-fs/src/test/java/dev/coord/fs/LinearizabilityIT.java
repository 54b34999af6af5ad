package dev.coord.fs;

import dev.coord.store.Durability;
import dev.coord.testkit.process.LinearizabilityContract;
import dev.coord.testkit.process.StoreProvider;
import java.nio.file.Path;
import java.util.List;

/** Half of the histories are of stores that need not outlive a power cut. */
class LinearizabilityIT implements LinearizabilityContract {

    @Override
    public Class<? extends StoreProvider> provider() {
        return DirectoryProvider.class;
    }

    @Override
    public List<String> places(Path directory) {
        return List.of(
                DirectoryProvider.place(Durability.PROCESS_CRASH, directory),
                DirectoryProvider.place(Durability.POWER_LOSS, directory));
    }
}
