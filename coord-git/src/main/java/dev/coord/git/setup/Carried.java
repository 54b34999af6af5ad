package dev.coord.git.setup;

import dev.coord.core.path.PathPattern;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import java.util.Collection;
import java.util.List;

/**
 * Which files of a checkout are carried into new work trees: those that git ignores and a pattern covers. What is tracked comes with
 * the checkout.
 *
 * @param files what is copied
 * @param refused what would be committed in a new work tree, since git does not ignore it
 * @param repositories repositories of their own among what is ignored, which stay where they are
 * @param idle patterns that cover nothing
 */
record Carried(List<GitPath> files, List<GitPath> refused, List<GitPath> repositories, List<PathPattern> idle) {

    /**
     * Sorts what git lists.
     *
     * @param ignored what git ignores, a repository as a directory with a slash behind it
     * @param open what git neither tracks nor ignores
     * @param tracked what git tracks
     */
    static Carried of(
            List<PathPattern> patterns,
            Collection<GitPath> ignored,
            Collection<GitPath> open,
            Collection<GitPath> tracked) {
        List<GitPath> covered = ignored.stream()
                .filter(path -> UntrackedFiles.covers(patterns, path))
                .sorted()
                .toList();
        return new Carried(
                covered.stream().filter(path -> !isRepository(path)).toList(),
                open.stream()
                        .filter(path -> UntrackedFiles.covers(patterns, path))
                        .sorted()
                        .toList(),
                covered.stream().filter(Carried::isRepository).toList(),
                patterns.stream()
                        .filter(pattern -> !coversAny(pattern, ignored)
                                && !coversAny(pattern, open)
                                && !coversAny(pattern, tracked))
                        .toList());
    }

    private static boolean coversAny(PathPattern pattern, Collection<GitPath> paths) {
        return paths.stream().anyMatch(path -> UntrackedFiles.covers(List.of(pattern), path));
    }

    private static boolean isRepository(GitPath path) {
        return path.raw().endsWith("/");
    }
}
