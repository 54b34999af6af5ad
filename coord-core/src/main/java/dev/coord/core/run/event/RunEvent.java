package dev.coord.core.run.event;

import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.proof.Proof;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.time.Duration;
import java.util.Optional;

/** What happened outside that a run has to know. */
public sealed interface RunEvent {

    /**
     * The store moved or time passed: locks may have been granted or lost.
     *
     * @param spent how long each feature has been in its phase, by a clock that nobody sets
     */
    record Woken(PhaseTimes spent) implements RunEvent {}

    /**
     * A workspace was made.
     *
     * @param feature whose
     * @param attempt which attempt
     * @param setUp how long its set-up command ran, if there is one
     */
    record WorkspaceMade(FeatureId feature, int attempt, Optional<Duration> setUp) implements RunEvent {}

    /**
     * An agent's process exists and waits for this to be recorded.
     *
     * @param feature what it works on
     * @param attempt which attempt
     * @param process its process
     */
    record AgentStarted(FeatureId feature, int attempt, ProcessId process) implements RunEvent {}

    /**
     * An agent ended.
     *
     * @param feature what it worked on
     * @param attempt which attempt
     * @param result how
     * @param ran how long it ran, by a clock that nobody sets
     */
    record AgentEnded(FeatureId feature, int attempt, AgentResult result, Duration ran) implements RunEvent {}

    /**
     * An agent's work was looked at and committed.
     *
     * @param feature what it worked on
     * @param attempt which attempt
     * @param collected what was found
     */
    record WorkCollected(FeatureId feature, int attempt, Collected collected) implements RunEvent {}

    /**
     * Work that will not be used was pinned.
     *
     * @param feature what it was made for
     * @param attempt which attempt
     * @param kept where it is
     */
    record WorkKept(FeatureId feature, int attempt, Collected.Kept kept) implements RunEvent {}

    /**
     * A wave was merged, or could not be.
     *
     * @param work what was to be merged
     * @param outcome what became of it
     */
    record WaveMerged(WaveWork work, MergeOutcome outcome) implements RunEvent {}

    /**
     * A merged wave was looked at.
     *
     * @param candidate what was looked at
     * @param proof what was found
     */
    record CandidateProven(Candidate candidate, Proof proof) implements RunEvent {}

    /**
     * The check of a feature ended in its workspace.
     *
     * @param feature whose
     * @param attempt which attempt
     * @param result how it ended
     */
    record WorkChecked(FeatureId feature, int attempt, TestResult result) implements RunEvent {}

    /**
     * Tests ended.
     *
     * @param trial what was tested
     * @param outcome what became of it
     */
    record TrialEnded(Trial trial, TrialOutcome outcome) implements RunEvent {}

    /**
     * A wave was landed, or could not be.
     *
     * @param candidate what was to land
     * @param outcome what became of it
     */
    record WaveLanded(Candidate candidate, LandingOutcome outcome) implements RunEvent {}

    /**
     * Landing a wave broke off.
     *
     * @param candidate what was to land
     * @param message what went wrong
     * @param landed whether it is on the target all the same, as the repository says; none where it could not be asked
     */
    record LandingFailed(Candidate candidate, String message, Optional<Boolean> landed) implements RunEvent {}

    /**
     * A landed feature's workspace is gone, or stays.
     *
     * @param feature whose
     * @param workspace where it was made
     * @param kept what of it was not collected, and where that lies
     */
    record WorkspaceRemoved(FeatureId feature, Workspace workspace, Collected.Kept kept) implements RunEvent {}

    /**
     * An action could not be carried out.
     *
     * @param action which action
     * @param message what went wrong
     * @param output the end of what a command printed that failed, for people; empty where there is none
     */
    record ActionFailed(RunAction action, String message, String output) implements RunEvent {}
}
