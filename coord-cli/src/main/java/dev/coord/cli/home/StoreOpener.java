package dev.coord.cli.home;

import dev.coord.fs.DirectoryStore;
import dev.coord.fs.StorePatience;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Durability;
import dev.coord.store.Snapshot;
import dev.coord.store.StoreReader;
import dev.coord.store.View;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** Opens the stores that commands work on; what keeps them, no other class of the command knows. */
public final class StoreOpener {

    /** The documents of a store as their readers see them. Reading 8. */
    public interface Documents extends AutoCloseable {

        /** Edits one, with nobody else able to change anything until {@code edit} returns. */
        Snapshot edit(View view, UnaryOperator<byte[]> edit);

        @Override
        void close();
    }

    private StoreOpener() {}

    /** The store of a directory, which is made if it is missing; each call waits as long as a call does. */
    public static CoordinationStore open(Path home) {
        return open(home, StorePatience.ofEachCall(StorePatience.DEFAULT));
    }

    /** The store of a directory, which is made if it is missing. */
    public static CoordinationStore open(Path home, StorePatience patience) {
        return directory(home, patience);
    }

    /** The documents of a directory, which is made if it is missing. */
    public static Documents documents(Path home, StorePatience patience) {
        DirectoryStore store = directory(home, patience);
        return new Documents() {
            @Override
            public Snapshot edit(View view, UnaryOperator<byte[]> edit) {
                return store.edit(view, edit);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** What a directory holds, which may be missing; nothing is written, nothing is repaired, nobody is waited for. */
    public static StoreReader look(Path home) {
        return DirectoryStore.reader(home, InstantSource.system());
    }

    /** Whether a store is kept in a directory, which may be missing. */
    public static boolean isIn(Path home) {
        return DirectoryStore.isIn(home);
    }

    /** One file of each kind that a store would keep in a directory. */
    static List<Path> examplesIn(Path home) {
        return DirectoryStore.examplesIn(home);
    }

    private static DirectoryStore directory(Path home, StorePatience patience) {
        return DirectoryStore.open(home, InstantSource.system(), Durability.POWER_LOSS, patience);
    }
}
