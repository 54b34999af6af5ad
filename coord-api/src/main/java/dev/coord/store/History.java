package dev.coord.store;

import dev.coord.CoordinationException.StoreFailed;
import java.util.stream.Stream;

/**
 * What the commits of a store did: grants, waits, releases, transitions of features and conflicts. A record for reports and
 * checkers, not the truth: a store may drop the oldest in time, and marks what it did not come to write as a gap. Safe from many
 * threads, and while others write.
 */
public interface History {

    /**
     * The commits after a revision, as far as they are kept.
     *
     * @param revision a revision the caller has seen; -1 for all
     * @return the entries with a greater revision, in the order of commits; read while they are asked for, and to be closed. A
     *     commit that was acknowledged before the call is there, or a gap stands for it
     * @throws StoreFailed if it cannot be read
     */
    Stream<HistoryEntry> since(long revision);
}
