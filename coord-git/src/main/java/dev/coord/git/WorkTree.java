package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A work tree that coord made, found by what the repository knows of it: its {@code .git} file is the agent's to remove or
 * to replace.
 *
 * @param directory its top
 * @param administration its directory in the repository; the repository's own where that is gone
 * @param registered whether the repository knows the work tree
 */
record WorkTree(Path directory, Path administration, boolean registered) {

    static WorkTree at(Path directory, Path commonDirectory) {
        return administration(directory, commonDirectory)
                .map(found -> new WorkTree(directory, found, true))
                .orElseGet(() -> new WorkTree(directory, commonDirectory, false));
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** Git on this work tree, whatever became of its {@code .git} file. */
    Git git(GitRepository repository) {
        return new Git(directory)
                .with(repository.identity().environment())
                .with(Map.of("GIT_DIR", Bytes.text(administration), "GIT_WORK_TREE", Bytes.text(directory)));
    }

    private static Optional<Path> administration(Path directory, Path commonDirectory) {
        Path all = commonDirectory.resolve("worktrees");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.filter(one -> pointsTo(one, directory)).findFirst();
        } catch (IOException e) {
            throw new RepositoryFailed("cannot read " + all + ": " + e.getMessage() + "; make it readable", e);
        }
    }

    private static boolean pointsTo(Path administration, Path directory) {
        try {
            String text = Bytes.text(Files.readAllBytes(administration.resolve("gitdir")))
                    .strip();
            Path tree = Bytes.in(administration, text).normalize().getParent();
            return tree != null && real(tree).equals(real(directory));
        } catch (IOException e) {
            return false; // one that is being made or removed meanwhile
        }
    }

    /** Git writes paths without symbolic links; a work tree that is gone has its parent at best. */
    private static Path real(Path path) throws IOException {
        if (Files.exists(path)) {
            return path.toRealPath();
        }
        Path parent = path.getParent();
        return parent != null && Files.exists(parent) ? parent.toRealPath().resolve(path.getFileName()) : path;
    }
}
