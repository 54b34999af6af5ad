package dev.coord.git.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.ChangedPaths;
import dev.coord.run.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what lay in a work tree before its agent began, and was taken into the work all the same: by {@code git add -f}, or since the
 * agent changed what git ignores. Commits land with their history, so a file counts that was committed and deleted again.
 */
final class ProvidedTaken {

    private final Git git;
    private final Workspace workspace;

    /** Binds git with the objects of the work; asks nothing. */
    ProvidedTaken(Git git, Workspace workspace) {
        this.git = git;
        this.workspace = workspace;
    }

    /**
     * Compares with the base: what that has already, git tracks.
     *
     * @param notToLand what was there before the agent began
     * @param carried those of them that were copied there
     * @param tip the agent's last commit
     * @param content the tree that would be committed on top of it
     */
    Optional<String> find(Set<GitPath> notToLand, Set<GitPath> carried, CommitId tip, CommitId content) {
        if (notToLand.isEmpty()) {
            return Optional.empty();
        }
        Set<GitPath> found =
                new TreeSet<>(ChangedPaths.between(git, workspace.base().value(), content.value()));
        found.addAll(touched(tip));
        found.retainAll(notToLand);
        if (!found.isEmpty()) {
            found.removeAll(new HashSet<>(git.run(
                            "ls-tree",
                            "-r",
                            "-z",
                            "--name-only",
                            "--full-tree",
                            workspace.base().value())
                    .paths()));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(inWords(found, carried));
    }

    /** Resumed work was looked at when it was collected. */
    private Collection<GitPath> touched(CommitId tip) {
        List<String> range = new ArrayList<>(List.of("rev-list", tip.value(), "^" + workspace.base()));
        workspace.resumes().ifPresent(earlier -> range.add("^" + earlier));
        String commits = String.join(
                "",
                git.run(range.toArray(String[]::new)).lines().stream()
                        .map(commit -> commit + "\n")
                        .toList());
        return ChangedPaths.ofCommits(git, commits.getBytes(US_ASCII));
    }

    private static String inWords(Set<GitPath> found, Set<GitPath> carried) {
        Set<GitPath> made = new TreeSet<>(found);
        made.removeAll(carried);
        found.retainAll(carried);
        List<String> texts = new ArrayList<>();
        Untaken.tell(texts, List.copyOf(found), "");
        String copies =
                texts.isEmpty() ? "" : texts.remove(0) + ", which " + was(found) + " carried into its work tree";
        Untaken.tell(texts, List.copyOf(made), "");
        String products = texts.isEmpty() ? "" : texts.remove(0) + ", which its set-up made";
        return "it would land " + copies + (copies.isEmpty() || products.isEmpty() ? "" : ", and ") + products
                + "; what is there before an agent begins never lands: its agent has to leave it out of its commits and"
                + " leave it ignored";
    }

    private static String was(Collection<GitPath> paths) {
        return paths.size() == 1 ? "was" : "were";
    }
}
