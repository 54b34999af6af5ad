package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.repository.WorkTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Repositories that an agent made inside its work tree. Git would commit each as a link to a commit that nobody else has,
 * and so lose the files in it.
 */
final class NestedRepositories {

    private static final String LINK = "160000";

    private NestedRepositories() {}

    /** Every one, as the path of its directory: new ones, and submodules in which something was changed. */
    static List<GitPath> find(PrivateIndex index, Inventory inventory, CommitId base) {
        Git git = index.git();
        SortedSet<GitPath> found = new TreeSet<>();
        if (!inventory.repositories().isEmpty()) {
            addNew(git, found);
        }
        if (index.begun().filter(begun -> !begun.hasLinks()).isPresent()) {
            return new ArrayList<>(found);
        }
        Map<GitPath, String> before = links(git, base.value());
        links(git.run("ls-files", "--stage", "-z")).forEach((path, commit) -> {
            if (!commit.equals(before.get(path)) || isChangedSubmodule(git, git.directory(), path, commit)) {
                found.add(path);
            }
        });
        return new ArrayList<>(found);
    }

    private static void addNew(Git git, SortedSet<GitPath> found) {
        for (GitPath other :
                git.run("ls-files", "--others", "--exclude-standard", "-z").paths()) {
            if (other.raw().endsWith("/")) {
                found.add(new GitPath(other.raw().substring(0, other.raw().length() - 1)));
            }
        }
    }

    /** Path and commit of each submodule of a commit. */
    static Map<GitPath, String> links(Git git, String commit) {
        return links(git.run("ls-tree", "-r", "-z", commit));
    }

    /** Path and commit of each link, from lines that begin with a mode and have the path after a tab. */
    static Map<GitPath, String> links(GitAnswer listing) {
        return listing.rawFields().stream()
                .filter(entry -> entry.startsWith(LINK))
                .collect(Collectors.toMap(
                        entry -> new GitPath(entry.substring(entry.indexOf('\t') + 1)),
                        entry -> entry.replaceFirst("^160000 (?:commit )?([0-9a-f]+).*(?s:.*)$", "$1"),
                        (first, second) -> first));
    }

    private static boolean isChangedSubmodule(Git outer, Path top, GitPath path, String commit) {
        Path directory = path.file(top);
        return Files.exists(directory.resolve(".git")) && isChanged(outer.at(directory), directory, commit);
    }

    /** By an index of coord's own: settings and flags of the nested repository may hide what was changed in it. */
    private static boolean isChanged(Git there, Path directory, String commit) {
        GitAnswer head = there.ask("rev-parse", "--verify", "--quiet", "HEAD");
        GitAnswer repository = there.ask("rev-parse", "--absolute-git-dir");
        if (!repository.succeeded() || !head.line().equals(commit)) {
            return true;
        }
        Path gitDirectory = NativeText.path(repository.line());
        Git git = there.with(
                Map.of("GIT_DIR", NativeText.text(gitDirectory), "GIT_WORK_TREE", NativeText.text(directory)));
        try (PrivateIndex index =
                PrivateIndex.of(new WorkTree(directory, gitDirectory, true), git, new CommitId(commit))) {
            return differs(index.git(), commit)
                    || links(index.git(), commit).entrySet().stream()
                            .anyMatch(inner -> isChangedSubmodule(git, directory, inner.getKey(), inner.getValue()));
        } catch (RepositoryFailed e) {
            return true; // what cannot be looked at does not count as unchanged
        }
    }

    private static boolean differs(Git git, String commit) {
        return !git.holds("diff-index", "--cached", "--quiet", "--ignore-submodules=none", commit)
                || !git.holds("diff-files", "--quiet", "--ignore-submodules=all")
                || !git.run("ls-files", "--others", "--exclude-standard", "-z")
                        .raw()
                        .isEmpty();
    }
}
