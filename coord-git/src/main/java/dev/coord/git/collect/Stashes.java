package dev.coord.git.collect;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.Refs;
import dev.coord.merge.CommitId;
import dev.coord.run.Workspace;
import java.util.Collection;
import java.util.List;

/**
 * Stashes an agent left. All work trees of a repository share one list of them: another agent's {@code git stash pop} takes
 * whatever lies on top.
 */
final class Stashes {

    private static final int FIELDS = 3;

    private Stashes() {}

    /**
     * A stash.
     *
     * @param commit what it holds
     * @param text what git says of it
     */
    record Stash(CommitId commit, String text) {

        @Override
        public String toString() {
            return "'" + text + "' (" + commit.abbreviated() + ")";
        }
    }

    /**
     * Those made on the workspace's branch, and those without a branch's name on top of a commit that only its work tree
     * had.
     *
     * @param noted commits that were made, or checked out, in the work tree
     */
    static List<Stash> of(Git git, Workspace workspace, Collection<CommitId> noted) {
        String branch = workspace.branch().replaceFirst("^refs/heads/", "");
        GitAnswer list = git.ask("log", "--walk-reflogs", "-z", "--format=%H%n%P%n%gs", "refs/stash", "--");
        return list.paths().stream()
                .map(entry -> entry.text().split("\n", FIELDS))
                .filter(entry -> entry.length == FIELDS)
                .filter(entry -> entry[2].matches("(?s)(WIP on|On) \\Q" + branch + "\\E: .*")
                        || (!entry[2].matches("(?s)(WIP on|On) (?!\\(no branch\\)).+: .*")
                                && isOn(entry[1], workspace, noted)))
                .map(entry -> new Stash(new CommitId(entry[0]), entry[2].strip()))
                .filter(stash -> !isTold(git, workspace, stash))
                .toList();
    }

    /** One that an earlier attempt left was told and pinned with that. */
    private static boolean isTold(Git git, Workspace workspace, Stash stash) {
        return git
                .run("for-each-ref", "--contains=" + stash.commit(), "--format=%(refname)", "refs/coord/kept")
                .lines()
                .stream()
                .anyMatch(ref -> !ref.equals(Refs.kept(workspace)));
    }

    private static boolean isOn(String parents, Workspace workspace, Collection<CommitId> noted) {
        CommitId on = new CommitId(parents.split(" ", -1)[0]);
        return noted.contains(on) && !on.equals(workspace.base());
    }
}
