package dev.coord.testkit.process;

import dev.coord.ProcessId;
import dev.coord.state.ConflictEntry;
import dev.coord.store.CoordinationStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a store promises whose processes are killed: what was acknowledged is not lost, what was not is there whole or not at
 * all, and nothing that a dead process held is left. Processes of four threads each take locks and lead features until they
 * are killed with -9, one after the other and in the end all at once; others take their seats. What they wrote down
 * themselves of what they asked and were answered is held against what the store shows.
 *
 * <p>{@code -Dcoord.soak.kills=} says how many are killed at least, {@code -Dcoord.seed=} what chance draws, and {@code
 * -Dcoord.soak=true} draws from a seed that nobody has seen.
 */
public interface KillContract extends ProcessContract {

    /** What only this store has, looked at while processes are killed. Used by one thread. */
    interface Onlooker extends AutoCloseable {

        /**
         * What ought to be gone by itself two seconds after the last process was killed, beside leases and waiters.
         *
         * @return what is still there, as text
         */
        default List<String> leftovers() {
            return List.of();
        }

        /**
         * The conflict log as anybody sees it who mends nothing.
         *
         * @param store the store
         * @return all that was logged so far
         */
        default List<ConflictEntry> log(CoordinationStore store) {
            return store.conflicts();
        }

        /** Fails the test if something was wrong by the end of a round. */
        default void checkRound() {}

        /**
         * Fails the test if something is wrong once every process is dead and the store is closed here, too.
         *
         * @param everybody every process that was killed
         */
        default void checkEnd(Collection<ProcessId> everybody) {}

        /**
         * What it looked at.
         *
         * @return a few words for the report
         */
        default String report() {
            return "nothing beside the store";
        }

        /** Ends what it began, whatever became of the test; the second time it does nothing. */
        @Override
        default void close() {}
    }

    /**
     * Begins to look.
     *
     * @param directory where the store is, as {@link #place} was given it; it has been opened once
     * @return what looks until it is closed
     */
    default Onlooker onlooker(Path directory) {
        return new Onlooker() {};
    }

    @Test
    default void nothingIsLostAndNothingIsLeftWhoeverIsKilledWhenever(@TempDir Path temp) throws Exception {
        new KillSoak(this, temp).run();
    }
}
