package dev.coord.cli;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the git directory as git does, without starting git: locks must be quick, and work where git refuses. */
final class GitDirectory {

    private static final String POINTER = "gitdir:";

    private GitDirectory() {}

    /**
     * The directory that all work trees of a repository share.
     *
     * @param start a directory in a work tree, or in a bare repository
     * @return an absolute path; none outside of any repository
     * @throws BadInput if a file that names the directory cannot be followed
     */
    static Optional<Path> commonTo(Path start) {
        for (Path at = start.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path entry = at.resolve(".git");
            try {
                if (isRepository(entry)) {
                    return Optional.of(common(entry));
                }
                if (Files.isRegularFile(entry)) {
                    return Optional.of(common(linked(entry)));
                }
                if (isRepository(at)) {
                    return Optional.of(common(at));
                }
            } catch (IOException e) {
                throw new BadInput("cannot follow '" + entry + "' to its repository: " + FailureText.of(e)
                        + "; mend it, or name the coordination directory with --dir");
            }
        }
        return Optional.empty();
    }

    static boolean isRepository(Path directory) {
        return Files.isRegularFile(directory.resolve("HEAD"))
                && (Files.isDirectory(directory.resolve("objects"))
                        || Files.isRegularFile(directory.resolve("commondir")));
    }

    private static Path linked(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (!text.startsWith(POINTER)) {
            throw new IOException("it does not begin with '" + POINTER + "'");
        }
        Path target =
                file.resolveSibling(text.substring(POINTER.length()).strip()).normalize();
        if (!isRepository(target)) {
            throw new IOException("there is no repository at '" + target + "'");
        }
        return target;
    }

    private static Path common(Path gitDirectory) throws IOException {
        Path file = gitDirectory.resolve("commondir");
        return Files.isRegularFile(file)
                ? gitDirectory.resolve(Files.readString(file).strip()).toRealPath()
                : gitDirectory.toRealPath();
    }
}
