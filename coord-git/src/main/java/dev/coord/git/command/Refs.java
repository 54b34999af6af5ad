package dev.coord.git.command;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.merge.CommitId;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads and moves refs, and knows the names of coord's own, all under {@code refs/coord/}. */
public final class Refs {

    public static final String BRANCHES = "refs/heads/feature/";

    public static final String ROLLBACKS = "refs/coord/rollbacks/";

    private final Git git;

    public Refs(Git git) {
        this.git = git;
    }

    /** The base of the branch coord made for a feature; exists as long as such a branch is coord's. */
    public static String made(FeatureId feature) {
        return "refs/coord/branches/" + feature;
    }

    public static String tip(Workspace workspace) {
        return "refs/coord/tips/" + place(workspace);
    }

    public static String kept(Workspace workspace) {
        return "refs/coord/kept/" + place(workspace);
    }

    /** What the list of stashes had when the workspace was made. */
    public static String stashes(Workspace workspace) {
        return "refs/coord/stashes/" + place(workspace);
    }

    public static String waveBase(RunId run, int wave) {
        return "refs/coord/waves/" + run + "/" + wave + "/base";
    }

    public static String candidate(RunId run, int wave) {
        return "refs/coord/waves/" + run + "/" + wave + "/candidate";
    }

    public static String backup(RunId run, int wave) {
        return "refs/coord/backup/" + run + "/" + wave;
    }

    /** What keeps a taking back of what landed: the branch before and after it, and whether it is still to be finished. */
    public static String rollback(int number, String what) {
        return ROLLBACKS + number + "/" + what;
    }

    private static String place(Workspace workspace) {
        return workspace.run() + "/" + workspace.feature() + "-" + workspace.attempt();
    }

    public Optional<CommitId> commit(String ref) {
        GitAnswer answer = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        return answer.succeeded() ? Optional.of(new CommitId(answer.line())) : Optional.empty();
    }

    public CommitId tree(String revision) {
        return new CommitId(git.run("rev-parse", "--verify", "--end-of-options", revision + "^{tree}")
                .line());
    }

    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        return git.holds("merge-base", "--is-ancestor", ancestor.value(), descendant.value());
    }

    /** Sets a ref of coord's own. */
    public void set(String ref, CommitId commit) {
        update(ref, "update-ref", "--no-deref", ref, commit.value());
    }

    /** Moves a ref only if it still is what it is believed to be. */
    public GitAnswer swap(String reason, String ref, CommitId next, CommitId old) {
        return git.ask("update-ref", "-m", reason, ref, next.value(), old.value());
    }

    /** Moves a branch of coord's own. */
    public void move(String reason, String branch, CommitId next, CommitId old) {
        update(branch, "update-ref", "-m", reason, branch, next.value(), old.value());
    }

    /** Deletes a ref of coord's own. */
    public void delete(String ref, CommitId old) {
        update(ref, "update-ref", "--no-deref", "-d", ref, old.value());
    }

    /** What holds a lock on a ref of coord's own for long was killed: nobody else writes there but agents that have ended. */
    private void update(String ref, String... command) {
        if (!git.ask(command).succeeded()) {
            OwnLocks.clearRef(git, ref);
            Path packed = path("packed-refs.lock"); // the user's 'git gc' or 'git pack-refs' at work
            boolean isFree = !LockPatience.isThere(packed) || new LockPatience(LockPatience.USUAL).outlasts(packed);
            GitAnswer answer = git.ask(command);
            if (!answer.succeeded()) {
                throw new RepositoryFailed("cannot write " + ref + " in " + git.directory() + ": "
                        + (isFree
                                ? answer.error() + "; nothing was lost, run again"
                                : LockPatience.describe(packed)
                                        + "; nothing was lost, end that program or, if there is none,"
                                        + " remove the lock, and run again"));
            }
        }
    }

    private Path path(String name) {
        return git.run("rev-parse", "--path-format=absolute", "--git-path", name)
                .path();
    }

    public List<String> names(String prefix) {
        return git.run("for-each-ref", "--format=%(refname)", prefix).lines();
    }
}
