package dev.coord.radar;

import dev.coord.BranchName;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.run.Workspace;

/** Work on a feature that has not landed yet, and where it is to be found. */
public sealed interface LiveWork {

    /**
     * Whose work it is.
     *
     * @return the feature
     */
    FeatureId feature();

    /**
     * An agent of a run works on it: what lies in its work tree counts, committed or not.
     *
     * @param workspace where
     */
    record InWorkTree(Workspace workspace) implements LiveWork {

        @Override
        public FeatureId feature() {
            return workspace.feature();
        }
    }

    /**
     * It is finished and waits to be merged.
     *
     * @param feature which one
     * @param tip its latest commit
     */
    record Finished(FeatureId feature, CommitId tip) implements LiveWork {}

    /**
     * Somebody works on it without a run: on a branch, in whichever work tree has that checked out.
     *
     * @param feature which one
     * @param branch its branch
     * @param isExpected whether it is worth telling that there is no such branch
     */
    record OnBranch(FeatureId feature, BranchName branch, boolean isExpected) implements LiveWork {}
}
