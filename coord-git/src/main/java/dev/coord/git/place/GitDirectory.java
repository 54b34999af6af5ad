package dev.coord.git.place;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.file.SystemPath;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the git directory as git does, without starting git: locks must be quick, and work where git refuses. Reads files only;
 * safe from many threads.
 */
public final class GitDirectory {

    private static final String POINTER = "gitdir:";

    private GitDirectory() {}

    /**
     * Where coordination lies unless a caller gives another place.
     *
     * @param start a directory in a work tree, or in a bare repository
     * @return an absolute path, which need not exist; none outside of any repository
     * @throws BadInput as {@link #commonTo}
     */
    public static Optional<Path> coordinationOf(Path start) {
        return commonTo(start).map(common -> common.resolve("coord"));
    }

    /**
     * The directory that all work trees of a repository share.
     *
     * @param start a directory in a work tree, or in a bare repository
     * @return an absolute path; none outside of any repository
     * @throws BadInput if there is no such directory, or a file that names the repository's cannot be followed
     */
    public static Optional<Path> commonTo(Path start) {
        if (!Files.isDirectory(start)) {
            throw new BadInput("cannot look for a repository at '" + start + "': "
                    + (Files.exists(start) ? "it is not a directory" : "there is no such directory"));
        }
        for (Path at = SystemPath.real(start); at != null; at = at.getParent()) {
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

    /**
     * Whether a directory is a repository's own, or that of one of its work trees.
     *
     * @param directory any path
     * @return true if it has what git keeps in one
     */
    public static boolean isRepository(Path directory) {
        return Files.isRegularFile(directory.resolve("HEAD"))
                && (Files.isDirectory(directory.resolve("objects"))
                        || Files.isRegularFile(directory.resolve("commondir")));
    }

    /**
     * Whether a directory has what makes it the top of a work tree.
     *
     * @param directory any path
     * @return true if so
     */
    public static boolean isWorkTree(Path directory) {
        Path entry = directory.resolve(".git");
        return isRepository(entry) || Files.isRegularFile(entry);
    }

    /**
     * Whether a git directory belongs to one work tree and shares the repository with others.
     *
     * @param gitDirectory a directory for which {@link #isRepository} holds
     * @return true if so
     */
    public static boolean isOfAWorkTree(Path gitDirectory) {
        return Files.isRegularFile(gitDirectory.resolve("commondir"));
    }

    private static Path linked(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (!text.startsWith(POINTER)) {
            throw new IOException("it does not begin with '" + POINTER + "'");
        }
        Path target = file.resolveSibling(text.substring(POINTER.length()).strip());
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
