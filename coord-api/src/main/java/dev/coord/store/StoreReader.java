package dev.coord.store;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.state.ConflictEntry;
import java.util.List;

/**
 * What a store holds, for those that only read. A {@link CoordinationStore} is one; a store may have another, which writes and
 * repairs nothing. Safe from many threads.
 */
public interface StoreReader {

    /**
     * The latest snapshot: at least as new as every update acknowledged before the call.
     *
     * @return the snapshot
     * @throws StoreFailed if it cannot be read
     */
    Snapshot read();

    /**
     * The conflict log from its beginning.
     *
     * @return the entries in the order they were written
     * @throws StoreFailed if it cannot be read
     */
    List<ConflictEntry> conflicts();

    /**
     * What the commits did.
     *
     * @return the history, which can be asked as long as this can be read
     */
    History history();
}
