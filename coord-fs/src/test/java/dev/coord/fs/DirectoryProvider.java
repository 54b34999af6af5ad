package dev.coord.fs;

import dev.coord.store.CoordinationStore;
import dev.coord.store.Durability;
import dev.coord.testkit.process.StoreProvider;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens the store of a directory in any process. A place is a durability, a space, and the directory. */
public final class DirectoryProvider implements StoreProvider {

    static String place(Durability durability, Path directory) {
        return durability + " " + directory;
    }

    @Override
    public CoordinationStore open(String place) {
        String[] words = place.split(" ", 2);
        return DirectoryStore.open(Path.of(words[1]), InstantSource.system(), Durability.valueOf(words[0]));
    }
}
