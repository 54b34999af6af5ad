package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds untracked files that a commit would put others in place of, ignored ones too: those git overwrites without a word.
 */
final class Overwritten {

    private final Path workTree;
    private final Set<Path> removed;

    private Overwritten(Path workTree, Set<Path> removed) {
        this.workTree = workTree;
        this.removed = removed;
    }

    static List<GitPath> find(Git git, CommitId old, CommitId next) {
        Set<Path> removed = new HashSet<>();
        changed(git, "D", old, next).forEach(path -> path.file(git.directory()).ifPresent(removed::add));
        Overwritten overwritten = new Overwritten(git.directory(), removed);
        return changed(git, "A", old, next).stream()
                .filter(path -> path.file(git.directory())
                        .filter(overwritten::isInTheWay)
                        .isPresent())
                .toList();
    }

    private static List<GitPath> changed(Git git, String how, CommitId old, CommitId next) {
        return git.run(
                        "diff-tree",
                        "-r",
                        "-z",
                        "--no-renames",
                        "--diff-filter=" + how,
                        "--name-only",
                        old.value(),
                        next.value())
                .paths();
    }

    /** Something lies there, or a file lies where a directory above it has to be. */
    private boolean isInTheWay(Path added) {
        for (Path path = added; path != null && !path.equals(workTree); path = path.getParent()) {
            if (isDirectory(path)) {
                return path.equals(added) && holdsMore(path);
            }
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return !removed.contains(path);
            }
        }
        return false;
    }

    private boolean holdsMore(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> !isDirectory(file) && !removed.contains(file));
        } catch (IOException e) {
            throw new RepositoryFailed("cannot look into " + directory + ": " + e + "; make it readable", e);
        }
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
