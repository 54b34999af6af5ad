package dev.coord.core.run.event;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.run.Workspace;

/** Where attempts are made; a pure function. */
@FunctionalInterface
public interface WorkspaceLocator {

    /**
     * The place of an attempt.
     *
     * @param run which run
     * @param feature which feature
     * @param attempt which attempt, from 1
     * @param base the commit to begin from
     * @return the place, which need not exist
     */
    Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base);
}
