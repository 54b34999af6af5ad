package dev.coord.core.run.event;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.merge.Candidate;
import dev.coord.merge.Trial;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.util.Optional;

/**
 * What a run wants done outside. Each leads to one event, but {@link EndAgent}, which hastens the event of the
 * {@link RunAgent} it ends. Carrying one out again after a crash is harmless.
 */
public sealed interface RunAction {

    /**
     * Make a workspace.
     *
     * @param workspace where
     */
    record MakeWorkspace(Workspace workspace) implements RunAction {}

    /**
     * Run an agent to its end.
     *
     * @param task what it is asked to do
     */
    record RunAgent(AgentTask task) implements RunAction {}

    /**
     * End an agent now.
     *
     * @param feature what it works on
     * @param attempt which attempt
     * @param reason why
     */
    record EndAgent(FeatureId feature, int attempt, String reason) implements RunAction {}

    /**
     * Commit and pin what an agent made.
     *
     * @param workspace where it worked
     * @param feature what it declared
     */
    record CollectWork(Workspace workspace, Feature feature) implements RunAction {}

    /**
     * Pin what will not be used, and remove the workspace; first end the agent that may still work there.
     *
     * @param workspace where it worked
     * @param feature what it declared
     * @param process the agent left by an earlier coordinator
     */
    record KeepWork(Workspace workspace, Feature feature, Optional<ProcessId> process) implements RunAction {}

    /**
     * Merge a wave.
     *
     * @param work what to merge
     */
    record MergeWave(WaveWork work) implements RunAction {}

    /**
     * Look whether something vanished from a merged wave.
     *
     * @param candidate what to look at
     */
    record ProveCandidate(Candidate candidate) implements RunAction {}

    /**
     * Run the check of a feature in its workspace.
     *
     * @param workspace where it was made
     * @param feature what it declared
     * @param tip what was collected there
     */
    record CheckWork(Workspace workspace, Feature feature, CommitId tip) implements RunAction {}

    /**
     * Run tests on features that are merged onto a commit of the target.
     *
     * @param trial what to test
     */
    record RunTrial(Trial trial) implements RunAction {}

    /**
     * Land a wave.
     *
     * @param candidate what to land
     */
    record LandWave(Candidate candidate) implements RunAction {}

    /**
     * Remove the workspace of a feature that has landed.
     *
     * @param workspace where it was made
     */
    record RemoveWorkspace(Workspace workspace) implements RunAction {}
}
