package dev.coord.cli.home;

import dev.coord.CoordinationException;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.git.GitRollback;
import java.nio.file.Path;
import java.util.List;

/** Migrations of work that was taken back which nobody has undone, for commands that tell them beside what they are about. */
public final class NotUndone {

    private NotUndone() {}

    /** None where the repository or the directory cannot be read: whatever needs them says why. */
    public static List<LeftMigrations> in(Path repository, Path home) {
        try {
            return GitRollback.leftMigrations(repository, home, StoreOpener.look(home));
        } catch (CoordinationException e) {
            return List.of();
        }
    }
}
