package dev.coord.cli.home;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What a coordination directory knows as completed, edits of its files included; nothing in it is written or repaired. */
public final class CompletedBefore {

    private CompletedBefore() {}

    /**
     * Asks the store for the completed features.
     *
     * @param directory the coordination directory, which may be missing
     * @return the features
     * @throws BadInput if it cannot be read
     */
    public static Set<FeatureId> in(Path directory) {
        try {
            return new TreeSet<>(StoreOpener.look(directory).read().state().completed());
        } catch (StoreFailed e) {
            throw new BadInput("cannot tell what was completed before: " + e.getMessage());
        }
    }
}
