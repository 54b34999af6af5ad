package dev.coord.git.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a work tree, looked at without git: git passes over directories that it cannot open, over whatever is named
 * {@code .git}, and over what some setting hides from it.
 *
 * @param files every file and symbolic link but those in directories named {@code .git}; pipes, sockets and devices hold
 *     nothing and are left out
 * @param closed what could not be looked into
 * @param waiting pipes and devices where git opens a file: it would wait for ever
 * @param repositories each directory that has something named {@code .git} in it, the outermost first; the top itself, as
 *     the empty path, only where that is a directory
 */
public record Inventory(List<GitPath> files, List<GitPath> closed, List<GitPath> waiting, List<GitPath> repositories) {

    private static final String GIT = ".git";

    /** What git reads in every directory, and never through a link. */
    private static final Set<String> READ = Set.of(".gitignore", ".gitattributes", ".gitmodules", ".mailmap");

    public static Inventory of(Path top) {
        Walk walk = new Walk(top);
        try {
            Files.walkFileTree(top, walk);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot look into " + top + ": " + FailureText.of(e) + "; make it readable", e);
        }
        return new Inventory(walk.files, walk.closed, walk.waiting, walk.repositories);
    }

    /** Whether nothing lies there that can hold work. */
    boolean isEmpty() {
        return files.isEmpty() && closed.isEmpty() && repositories.isEmpty();
    }

    /** Why git must not look into the work tree. */
    public Optional<String> whyGitWaits() {
        return waiting.stream()
                .findFirst()
                .map(path -> "'" + path + "' is a pipe or a device, at which git would wait for ever; remove it");
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final List<GitPath> files = new ArrayList<>();
        private final List<GitPath> closed = new ArrayList<>();
        private final List<GitPath> waiting = new ArrayList<>();
        private final List<GitPath> repositories = new ArrayList<>();
        private final List<String> above = new ArrayList<>();
        private final Path top;
        private Optional<Path> inside = Optional.empty();

        private Walk(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(top)) {
                above.add("");
                return FileVisitResult.CONTINUE;
            }
            String raw = raw(directory);
            if (inside.isEmpty() && isNamedGit(directory)) {
                repository();
                inside = Optional.of(directory);
            }
            above.add(raw + "/");
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (inside.isPresent() || READ.contains(file.getFileName().toString())) {
                boolean isRead = inside.isPresent() || attributes.isOther();
                if (!attributes.isRegularFile() && isRead && PlainFile.keepsWaiting(file)) {
                    waiting.add(new GitPath(raw(file)));
                }
            }
            if (inside.isPresent()) {
                return FileVisitResult.CONTINUE;
            }
            if (isNamedGit(file)) {
                if (!file.resolveSibling(".").normalize().equals(top)) {
                    repository();
                }
            } else if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
                files.add(new GitPath(raw(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (inside.isEmpty()) {
                closed.add(new GitPath(file.equals(top) ? "" : raw(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            String raw = above.remove(above.size() - 1);
            if (inside.isPresent()) {
                inside = inside.filter(git -> !git.equals(directory));
            } else if (failure != null) {
                closed.add(new GitPath(raw.isEmpty() ? raw : raw.substring(0, raw.length() - 1)));
            }
            return FileVisitResult.CONTINUE;
        }

        private void repository() {
            String directory = above.get(above.size() - 1);
            repositories.add(
                    new GitPath(directory.isEmpty() ? directory : directory.substring(0, directory.length() - 1)));
        }

        private String raw(Path path) {
            return above.get(above.size() - 1) + name(path);
        }

        private static boolean isNamedGit(Path path) {
            return path.getFileName().toString().equals(GIT);
        }

        private static String name(Path path) {
            String text = path.getFileName().toString();
            if (!NativeText.isAscii(text)) {
                String whole = NativeText.text(path.toAbsolutePath());
                text = whole.substring(whole.lastIndexOf('/') + 1);
            }
            return new String(NativeText.of(text), ISO_8859_1);
        }
    }
}
