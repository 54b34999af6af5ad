package dev.coord.git.setup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.path.PathPattern;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What patterns cover in a checkout and git does not list: it passes over pipes, sockets and devices, and over what it cannot look into.
 *
 * @param special what is no file, link or directory
 * @param closed what cannot be looked into
 */
record Uncarried(List<GitPath> special, List<GitPath> closed) {

    /**
     * Looks wherever a pattern may cover something; repositories of their own are passed over.
     *
     * @param coordination the coordination directory, which is not looked into
     */
    static Uncarried in(Path checkout, Path coordination, List<PathPattern> patterns) {
        Walk walk = new Walk(checkout, coordination, patterns);
        try {
            Files.walkFileTree(checkout, walk);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot look into " + checkout + ": " + FailureText.of(e) + "; make it readable", e);
        }
        return new Uncarried(walk.special, walk.closed);
    }

    /** Whether a pattern covers any of it. */
    boolean isCoveredBy(PathPattern pattern) {
        return special.stream().anyMatch(path -> UntrackedFiles.covers(List.of(pattern), path))
                || closed.stream().anyMatch(path -> coversBelow(pattern, path));
    }

    private static boolean coversBelow(PathPattern pattern, GitPath directory) {
        return UntrackedFiles.covers(List.of(pattern), directory)
                || UntrackedFiles.covers(List.of(pattern), new GitPath(directory.raw() + "/"));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final List<GitPath> special = new ArrayList<>();
        private final List<GitPath> closed = new ArrayList<>();
        private final Path top;
        private final Path coordination;
        private final List<PathPattern> patterns;

        private Walk(Path top, Path coordination, List<PathPattern> patterns) {
            this.top = top;
            this.coordination = coordination;
            this.patterns = patterns;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean isOthers = directory.equals(coordination)
                    || directory.endsWith(".git")
                    || Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
            return directory.equals(top) || (!isOthers && isWorthALook(path(directory)))
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isOther() && UntrackedFiles.covers(patterns, path(file))) {
                special.add(path(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (!(failure instanceof NoSuchFileException) && !file.equals(top) && isWorthALook(path(file))) {
                closed.add(path(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE; // what vanished meanwhile, git did not list either
        }

        private boolean isWorthALook(GitPath directory) {
            return patterns.stream()
                    .anyMatch(pattern -> coversBelow(pattern, directory) || pattern.mayNameBelow(directory.text()));
        }

        private GitPath path(Path file) {
            String text = top.relativize(file).toString();
            if (!NativeText.isAscii(text)) {
                text = NativeText.text(file).substring(NativeText.text(top).length() + 1);
            }
            return new GitPath(new String(NativeText.of(text), ISO_8859_1));
        }
    }
}
