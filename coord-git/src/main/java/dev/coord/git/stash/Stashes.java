package dev.coord.git.stash;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stashes an agent left. All work trees of a repository share one list of them: another agent's {@code git stash pop} takes
 * whatever lies on top.
 */
public final class Stashes {

    private Stashes() {}

    /**
     * A stash.
     *
     * @param commit what it holds
     * @param text what git says of it
     */
    public record Stash(CommitId commit, String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Those made on the workspace's branch, and those without a branch's name on top of a commit that only its work tree
     * had.
     *
     * @param noted commits that were made, or checked out, in the work tree
     */
    public static List<Stash> of(Git git, Workspace workspace, Collection<CommitId> noted) {
        return StashList.of(git).stream()
                .filter(entry -> isOf(entry, workspace, noted))
                .map(entry -> new Stash(entry.commit(), entry.toString()))
                .filter(stash -> !isTold(git, workspace, stash))
                .toList();
    }

    /**
     * The same with those that are in the list no more, unless the work has what was in them: whether the agent took one
     * back and went on, or another one dropped it, nobody can tell.
     *
     * @param git finds the objects of the work too
     * @param content the files of the work
     */
    public static List<Stash> withDropped(
            Repository repository,
            Git git,
            WorkTree tree,
            Workspace workspace,
            Collection<CommitId> noted,
            CommitId content) {
        List<Stash> all = new ArrayList<>(of(git, workspace, noted));
        Set<CommitId> listed =
                StashList.of(git).stream().map(StashList.Entry::commit).collect(Collectors.toSet());
        Path objects = repository.commonDirectory().resolve("objects");
        StashList.written(git, objects, begun(tree)).stream()
                .filter(entry -> !listed.contains(entry.commit()))
                .filter(entry -> isOf(entry, workspace, noted))
                .filter(entry -> !StashList.isIn(git, entry, content, workspace.base()))
                .map(entry -> new Stash(entry.commit(), entry + ", which is gone from there"))
                .filter(stash -> !isTold(git, workspace, stash))
                .forEach(all::add);
        return all;
    }

    /** Git writes this file when it makes a work tree, and never again. */
    private static FileTime begun(WorkTree tree) {
        try {
            return Files.getLastModifiedTime(tree.administration().resolve("commondir"));
        } catch (IOException e) {
            return FileTime.fromMillis(0); // not a linked work tree any more
        }
    }

    static boolean isOf(StashList.Entry entry, Workspace workspace, Collection<CommitId> noted) {
        String branch = workspace.branch().replaceFirst("^refs/heads/", "");
        return entry.text().matches("(?s)(WIP on|On) \\Q" + branch + "\\E: .*")
                || (!entry.text().matches("(?s)(WIP on|On) (?!\\(no branch\\)).+: .*")
                        && noted.contains(entry.on())
                        && !entry.on().equals(workspace.base()));
    }

    /** One that an earlier attempt left was told and pinned with that. */
    private static boolean isTold(Git git, Workspace workspace, Stash stash) {
        return git
                .run("for-each-ref", "--contains=" + stash.commit(), "--format=%(refname)", "refs/coord/kept")
                .lines()
                .stream()
                .anyMatch(ref -> !ref.equals(Refs.kept(workspace)));
    }
}
