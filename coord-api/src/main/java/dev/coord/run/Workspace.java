package dev.coord.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where one attempt at a feature is made.
 *
 * @param run which run
 * @param feature which feature
 * @param attempt which attempt at it, from 1; no two attempts share a directory
 * @param directory the work tree, absolute
 * @param branch full name of its branch, {@code refs/heads/feature/...}
 * @param base the commit it was begun from
 * @param declared what the feature declared to write when the attempt was begun; ignored files among it are kept by this,
 *     whatever the feature file says by then
 * @param resumes an earlier tip of the feature, which lies merged with the base in its files; none where it begins anew
 */
public record Workspace(
        RunId run,
        FeatureId feature,
        int attempt,
        Path directory,
        String branch,
        CommitId base,
        List<RepoPath> declared,
        Optional<CommitId> resumes) {

    /** Copies the list. */
    public Workspace {
        declared = List.copyOf(declared);
    }

    /**
     * A workspace that nothing was declared for yet.
     *
     * @param run which run
     * @param feature which feature
     * @param attempt which attempt at it, from 1
     * @param directory the work tree, absolute
     * @param branch full name of its branch
     * @param base the commit it was begun from
     */
    public Workspace(RunId run, FeatureId feature, int attempt, Path directory, String branch, CommitId base) {
        this(run, feature, attempt, directory, branch, base, List.of(), Optional.empty());
    }

    /**
     * The same for a declaration.
     *
     * @param paths what the feature declares to write
     * @return the workspace
     */
    public Workspace declaring(List<RepoPath> paths) {
        return new Workspace(run, feature, attempt, directory, branch, base, paths, resumes);
    }

    /**
     * The same for work that goes on.
     *
     * @param tip what was made of the feature before
     * @return the workspace
     */
    public Workspace resuming(CommitId tip) {
        return new Workspace(run, feature, attempt, directory, branch, base, declared, Optional.of(tip));
    }
}
