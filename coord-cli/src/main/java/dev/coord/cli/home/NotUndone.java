package dev.coord.cli.home;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.git.GitRollback;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Migrations of work that was taken back which nobody has undone, for commands that tell them beside what they are about. */
public final class NotUndone {

    private NotUndone() {}

    /**
     * None where there is no repository or no directory: whatever needs them says why.
     *
     * @param unknown is told why nothing is known, where what was noted cannot be read
     */
    public static List<LeftMigrations> in(Path repository, Path home, Consumer<String> unknown) {
        try {
            return GitRollback.leftMigrations(
                    repository, home, StoreOpener.look(home), failed -> unknown.accept(failed.getMessage()));
        } catch (RepositoryFailed e) {
            unknown.accept(e.getMessage());
            return List.of();
        } catch (CoordinationException e) {
            return List.of();
        }
    }
}
