package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds untracked files that a commit would put others in place of, ignored ones too: those git overwrites without a word.
 * What cannot be looked at is in the way: only a name that the system says is free is free.
 */
final class Overwritten {

    private final Path workTree;
    private final Set<Path> removed;

    private Overwritten(Path workTree, Set<Path> removed) {
        this.workTree = workTree;
        this.removed = removed;
    }

    static List<GitPath> find(Git git, CommitId old, CommitId next) {
        List<Difference> differences = TreeDifference.between(git, old.value(), next.value());
        Set<Path> removed = new HashSet<>();
        differences.stream()
                .filter(Difference::isDeletion)
                .forEach(one -> removed.add(one.path().file(git.directory())));
        Overwritten overwritten = new Overwritten(git.directory(), removed);
        return differences.stream()
                .filter(Difference::isAddition)
                .map(Difference::path)
                .filter(path -> overwritten.isInTheWay(path.file(git.directory())))
                .toList();
    }

    /** Something lies there, or a file lies where a directory above it has to be. From the top down: below a file is nothing. */
    private boolean isInTheWay(Path added) {
        Path path = workTree;
        for (Path name : workTree.relativize(added)) {
            path = path.resolve(name);
            try {
                BasicFileAttributes found =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!found.isDirectory()) {
                    return !removed.contains(path);
                }
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                return true; // a name too long, a directory that nobody may look into
            }
        }
        return holdsMore(added);
    }

    /** Whether a directory holds anything that the commit does not remove. */
    private boolean holdsMore(Path directory) {
        try {
            Remainder remainder = new Remainder();
            Files.walkFileTree(directory, remainder);
            return remainder.found;
        } catch (IOException e) {
            return true;
        }
    }

    private final class Remainder extends SimpleFileVisitor<Path> {

        private boolean found;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found = !removed.contains(file);
            return found ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
