package dev.coord.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many bytes one update of coord writes.
 *
 * @param truth of the private snapshot
 * @param view of the protocol's file of locks
 */
public record UpdateSizes(int truth, int view) {

    /**
     * Takes them from a store as it is now.
     *
     * @param home the store's directory
     * @return the sizes
     * @throws IOException if they cannot be read
     */
    public static UpdateSizes of(Path home) throws IOException {
        return new UpdateSizes((int) Files.size(truth(home)), (int) Files.size(view(home)));
    }

    static Path truth(Path home) {
        return home.resolve("coordination.d").resolve("snapshot.json");
    }

    static Path view(Path home) {
        return home.resolve("coordination-locks.json");
    }
}
