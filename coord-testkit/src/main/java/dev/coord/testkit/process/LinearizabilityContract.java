package dev.coord.testkit.process;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What several processes were answered by one store could have been answered to one client at a time, by the rules alone. In
 * every fifth history one of them is killed with -9.
 *
 * <p>{@code -Dcoord.soak.histories=} says how many histories are played at least, {@code -Dcoord.seed=} what chance draws,
 * and {@code -Dcoord.soak=true} draws from a seed that nobody has seen.
 */
public interface LinearizabilityContract extends ProcessContract {

    /**
     * Names the store of a history in every way in which it can be opened. Chance decides which one a history is of.
     *
     * @param directory as for {@link #place}
     * @return one text for each kind of store
     */
    default List<String> places(Path directory) {
        return List.of(place(directory));
    }

    @Test
    default void everyHistoryOfManyProcessesIsLinearizable(@TempDir Path temp) throws Exception {
        new LinearizabilitySoak(this, temp).run();
    }
}
