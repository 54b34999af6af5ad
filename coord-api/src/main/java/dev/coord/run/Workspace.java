package dev.coord.run;

import dev.coord.RunId;
import dev.coord.merge.CommitId;
import dev.coord.plan.FeatureId;
import java.nio.file.Path;

/**
 * Where one attempt at a feature is made.
 *
 * @param run which run
 * @param feature which feature
 * @param attempt which attempt at it, from 1; no two attempts share a directory
 * @param directory the work tree, absolute
 * @param branch full name of its branch, {@code refs/heads/feature/...}
 * @param base the commit it was begun from
 */
public record Workspace(RunId run, FeatureId feature, int attempt, Path directory, String branch, CommitId base) {}
