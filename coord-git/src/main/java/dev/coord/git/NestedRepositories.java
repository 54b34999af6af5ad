package dev.coord.git;

import dev.coord.merge.CommitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    static List<GitPath> find(PrivateIndex index, CommitId base) {
        Git git = index.git();
        SortedSet<GitPath> found = new TreeSet<>();
        for (GitPath other :
                git.run("ls-files", "--others", "--exclude-standard", "-z").paths()) {
            if (other.raw().endsWith("/")) {
                found.add(new GitPath(other.raw().substring(0, other.raw().length() - 1)));
            }
        }
        Map<GitPath, String> before = links(git.run("ls-tree", "-r", "-z", base.value()));
        links(git.run("ls-files", "--stage", "-z")).forEach((path, commit) -> {
            if (!commit.equals(before.get(path)) || isChangedSubmodule(git, path, commit)) {
                found.add(path);
            }
        });
        return new ArrayList<>(found);
    }

    /** Path and commit of each link, from lines that begin with a mode and have the path after a tab. */
    private static Map<GitPath, String> links(GitAnswer listing) {
        return listing.rawFields().stream()
                .filter(entry -> entry.startsWith(LINK))
                .collect(Collectors.toMap(
                        entry -> new GitPath(entry.substring(entry.indexOf('\t') + 1)),
                        entry -> entry.replaceFirst("^160000 (?:commit )?([0-9a-f]+).*(?s:.*)$", "$1"),
                        (first, second) -> first));
    }

    private static boolean isChangedSubmodule(Git git, GitPath path, String commit) {
        return Optional.of(path.file(git.directory()))
                .filter(directory -> Files.exists(directory.resolve(".git")))
                .filter(directory -> isChanged(inside(directory), commit))
                .isPresent();
    }

    private static boolean isChanged(Git nested, String commit) {
        GitAnswer head = nested.ask("rev-parse", "--verify", "--quiet", "HEAD");
        GitAnswer status = nested.ask("status", "--porcelain", "-z");
        return !head.succeeded()
                || !head.line().equals(commit)
                || !status.succeeded()
                || !status.raw().isEmpty();
    }

    static Git inside(Path directory) {
        return new Git(directory);
    }
}
