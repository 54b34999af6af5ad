package dev.coord.schema;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Undoes migrations on whatever databases they were applied to, once their code has left the branch. Whoever calls it notes before each
 * call that it begins, and after it how it ended. Used by one thread. Specification 6.3.
 */
@FunctionalInterface
public interface SchemaRollback {

    /**
     * Undoes one migration; those that came after it are undone.
     *
     * @param undoing which
     * @return why it could not; none if it is undone
     * @throws InterruptedException if the thread is interrupted; nobody knows how far it came
     */
    Optional<String> undo(Undoing undoing) throws InterruptedException;

    /**
     * A migration to undo. Its files are no more in any checkout of the branch.
     *
     * @param step which
     * @param directory what its tool reads, as it was with it: a copy with all its files, for this call only
     * @param down a file with the SQL that undoes it; none where there is no such SQL
     * @param again whether an earlier call for it may have come to something: it failed, or was killed
     */
    record Undoing(MigrationStep step, Path directory, Optional<Path> down, boolean again) {}
}
