package dev.coord.git.collect;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Puts what lies in a work tree into an index. What git refuses is left out by itself: a name it forbids, a file it cannot
 * read, one that a filter fails on.
 */
final class Staging {

    private static final List<String> UPDATE = List.of(
            "update-index", "--add", "--remove", "--replace", "--ignore-skip-worktree-entries", "-z", "--stdin");

    private final PrivateIndex index;
    private final SortedSet<GitPath> refused = new TreeSet<>();

    Staging(PrivateIndex index) {
        this.index = index;
    }

    /** What git refused so far. */
    SortedSet<GitPath> refused() {
        return refused;
    }

    /** Everything that git does not ignore, nested repositories left out. */
    void addAll(Collection<GitPath> nested) {
        if (!add(nested, "--all")) {
            addEach(candidates(nested));
        }
    }

    /** The same, but what is not there does not count as deleted. */
    void addPresent(Collection<GitPath> nested) {
        if (!add(nested, "--ignore-removal")) {
            addEach(candidates(nested).stream().filter(this::isThere).toList());
        }
    }

    /** What git ignores but was declared, without what is nobody's work. */
    void addDeclared(Collection<RepoPath> declared, Set<GitPath> nobodys, Inventory inventory) {
        List<PathPattern> patterns = declared.stream().map(PathPattern::of).toList();
        Set<GitPath> taken = index.listing().paths();
        if (inventory.files().stream()
                .noneMatch(path -> !taken.contains(path) && UntrackedFiles.covers(patterns, path))) {
            return;
        }
        addEach(UntrackedFiles.ignored(index.git(), patterns).stream()
                .filter(path -> !path.raw().endsWith("/"))
                .filter(path -> !nobodys.contains(path))
                .toList());
    }

    /**
     * These files, ignored or not; those that are not there count as deleted. By halves, until what git refuses stands
     * alone: one such file makes it refuse all that it is named with.
     */
    void addEach(List<GitPath> paths) {
        if (paths.isEmpty()) {
            return;
        }
        GitAnswer answer = index.change(GitPath.listed(paths), UPDATE);
        if (answer.succeeded()) {
            return;
        }
        if (paths.size() == 1) {
            refused.add(paths.get(0));
            return;
        }
        int half = paths.size() / 2;
        addEach(paths.subList(0, half));
        addEach(paths.subList(half, paths.size()));
    }

    private boolean add(Collection<GitPath> nested, String option) {
        List<GitPath> selection = new ArrayList<>();
        selection.add(new GitPath(":(top)"));
        nested.forEach(path -> selection.add(path.in(":(top,exclude,literal)")));
        List<String> command = List.of("add", option, "--sparse", "--pathspec-from-file=-", "--pathspec-file-nul");
        return index.change(GitPath.listed(selection), command).succeeded();
    }

    private boolean isThere(GitPath path) {
        return Files.exists(path.file(index.git().directory()), LinkOption.NOFOLLOW_LINKS);
    }

    private List<GitPath> candidates(Collection<GitPath> nested) {
        List<GitPath> candidates =
                new ArrayList<>(index.git().run("ls-files", "--cached", "-z").paths());
        candidates.addAll(index.git()
                .run("ls-files", "--others", "--exclude-standard", "-z")
                .paths());
        return candidates.stream()
                .filter(path -> !path.raw().endsWith("/"))
                .filter(path -> nested.stream().noneMatch(path::isAtOrBelow))
                .toList();
    }
}
