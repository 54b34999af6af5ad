package dev.coord.git.worktree;

import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.process.WorkingBelow;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Removes a work tree whose content is proven to be pinned, or lets it stay without its branch. */
public final class WorkTreeRemoval {

    private static final String REASON = "coord found work in it that it could not pin";
    private static final int TRIES = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private WorkTreeRemoval() {}

    /**
     * Moves the directory aside before it is deleted: killed in between, a work tree of which half is gone would look as
     * if the agent had deleted the other half.
     *
     * @return why it could not be removed
     */
    public static Optional<String> remove(Repository repository, Path directory) {
        WorkTree tree = WorkTree.at(directory, repository.commonDirectory());
        Path doomed = directory.resolveSibling("." + directory.getFileName() + ".removed");
        List<String> users = WorkingBelow.describe(directory);
        if (!users.isEmpty()) {
            return Optional.of(String.join(" and ", users) + (users.size() == 1 ? " works" : " work")
                    + " in it and may be yours; its work is pinned, remove it by hand once nothing works there");
        }
        try {
            delete(doomed);
            DirectoryTree.requireOwn(directory);
            if (tree.registered()) {
                DirectoryTree.requireOwn(tree.administration()); // git deletes it with the work tree
            }
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
                delete(doomed);
            }
        } catch (DirectoryTree.MountedBelow e) {
            return Optional.of(FailureText.of(e) + " and remove it by hand; its work is pinned");
        } catch (IOException e) {
            Path left = putBack(doomed, directory);
            return Optional.of("it cannot be removed: " + FailureText.of(e).replace(doomed.toString(), left.toString())
                    + "; its work is pinned, remove what is left by hand"
                    + (left.equals(directory) ? "" : " in " + left));
        }
        if (tree.registered()) {
            repository.alone(() -> forget(repository, tree));
        }
        return Optional.empty();
    }

    /** Deletes what git notes of a work tree that is gone, as git itself does; what cannot be deleted git explains. */
    private static boolean forget(Repository repository, WorkTree tree) {
        try {
            DirectoryTree.delete(tree.administration());
            return tree.administration().resolveSibling(".").toFile().delete(); // only if it was the last
        } catch (IOException e) {
            return repository
                    .git()
                    .run("worktree", "remove", "--force", "--force", NativeText.text(tree.directory()))
                    .succeeded();
        }
    }

    /** Under the name that is told; it is set free then, and no run takes what is left for the work. */
    private static Path putBack(Path doomed, Path directory) {
        try {
            if (Files.exists(doomed, LinkOption.NOFOLLOW_LINKS)
                    && Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(doomed, directory, StandardCopyOption.ATOMIC_MOVE);
            }
            return directory;
        } catch (IOException e) {
            return doomed;
        }
    }

    /** Takes the branch from a work tree that stays, and keeps git from forgetting what it knows of it. */
    public static void setFree(Repository repository, Workspace workspace) {
        WorkTree tree = WorkTree.of(workspace, repository);
        if (!tree.registered()) {
            return;
        }
        Git git = tree.git(repository);
        Refs refs = new Refs(git);
        if (git.ask("symbolic-ref", "--quiet", "HEAD").line().equals(workspace.branch())) {
            refs.set("HEAD", refs.commit("HEAD").orElse(workspace.base()));
        }
        Git outer = repository.git();
        repository.alone(() -> outer.ask("worktree", "lock", "--reason", REASON, NativeText.text(tree.directory())));
    }

    /** Whether a work tree stays by {@link #setFree}: that was told, and nobody has to look at it again. */
    static boolean isSetFree(Repository repository, Path directory) {
        WorkTree tree = WorkTree.at(directory, repository.commonDirectory());
        try {
            return tree.registered()
                    && NativeText.text(PlainFile.read(tree.administration().resolve("locked")))
                            .strip()
                            .equals(REASON);
        } catch (IOException e) {
            return false; // nobody locked it
        }
    }

    /** A git command of a killed coordinator may still be filling the work tree. */
    private static void delete(Path doomed) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                DirectoryTree.delete(doomed);
                return;
            } catch (DirectoryNotEmptyException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        DirectoryTree.delete(doomed);
    }
}
