package dev.coord.core.driver;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.run.TaskText;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.text.FeedbackText;
import dev.coord.merge.Candidate;
import dev.coord.merge.Integrator;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one action of a run by the ports and tells what happened. Safe from several threads as far as the ports are.
 *
 * @param workspaces where agents work
 * @param agents who runs them; must answer, and throw nothing but what {@code meanwhile} throws
 * @param integrator merges, proves, tests and lands
 * @param radarFiles makes the file that tells an agent what is in its way, and names it; none where there is none
 */
public record ActionPerformer(
        Workspaces workspaces,
        AgentRunner agents,
        Integrator integrator,
        Function<Workspace, Optional<Path>> radarFiles) {

    private static final Logger LOG = LoggerFactory.getLogger(ActionPerformer.class);

    private static final String STILL_WORKS =
            "its agent could not be ended and works on in it; what it made so far is pinned, remove it by hand after that";

    /**
     * One of a run that does not look at live work.
     *
     * @param workspaces where agents work
     * @param agents who runs them; must answer, and throw nothing but what {@code meanwhile} throws
     * @param integrator merges, proves, tests and lands
     */
    public ActionPerformer(Workspaces workspaces, AgentRunner agents, Integrator integrator) {
        this(workspaces, agents, integrator, workspace -> Optional.empty());
    }

    /**
     * Carries the action out and waits for its end.
     *
     * @param action what to do, any but {@link RunAction.EndAgent}, which is for whoever runs the threads
     * @param meanwhile takes events that happen before the action's end
     * @return what happened; a failure is an event too, whatever a port threw, so that one does not end what others do
     * @throws InterruptedException if the thread was interrupted
     * @throws RuntimeException that of {@code meanwhile}; then the agent was ended
     */
    public RunEvent perform(RunAction action, Consumer<RunEvent> meanwhile) throws InterruptedException {
        if (action instanceof RunAction.LandWave land) {
            return land(land.candidate());
        }
        if (action instanceof RunAction.RunAgent run) {
            return runAgent(run.task(), meanwhile);
        }
        try {
            return performFallible(action);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{} failed", action, e);
            String place = action instanceof RunAction.KeepWork keep
                    ? "; it lies in " + keep.workspace().directory()
                    : "";
            return new RunEvent.ActionFailed(
                    action, message(e) + place, e instanceof RepositoryFailed failed ? failed.output() : "");
        }
    }

    private RunEvent land(Candidate candidate) {
        try {
            return new RunEvent.WaveLanded(candidate, integrator.land(candidate));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("landing {} failed", candidate, e);
            return new RunEvent.LandingFailed(candidate, message(e), hasLanded(candidate));
        }
    }

    private Optional<Boolean> hasLanded(Candidate candidate) {
        try {
            return Optional.of(integrator
                    .survey(candidate.work().target(), Set.of(candidate.commit()))
                    .contained()
                    .contains(candidate.commit()));
        } catch (RuntimeException e) {
            LOG.debug("cannot tell whether {} has landed", candidate, e);
            return Optional.empty();
        }
    }

    private static String message(RuntimeException e) {
        if (!(e instanceof CoordinationException)) {
            LOG.warn("a port of the run failed in a way it does not promise", e);
        }
        return FailureReason.of(e);
    }

    private RunEvent performFallible(RunAction action) throws InterruptedException {
        if (action instanceof RunAction.MakeWorkspace make) {
            Optional<Duration> setUp = workspaces.prepare(make.workspace());
            return new RunEvent.WorkspaceMade(
                    make.workspace().feature(), make.workspace().attempt(), setUp);
        }
        if (action instanceof RunAction.CollectWork collect) {
            return new RunEvent.WorkCollected(
                    collect.workspace().feature(),
                    collect.workspace().attempt(),
                    workspaces.collect(collect.workspace(), collect.feature()));
        }
        if (action instanceof RunAction.KeepWork keep) {
            keep.process().ifPresent(process -> agents.end(keep.workspace(), process));
            return new RunEvent.WorkKept(
                    keep.workspace().feature(),
                    keep.workspace().attempt(),
                    agents.isBusyIn(keep.workspace())
                            ? workspaces.leave(keep.workspace(), keep.feature(), STILL_WORKS)
                            : workspaces.keep(keep.workspace(), keep.feature()));
        }
        if (action instanceof RunAction.MergeWave merge) {
            return new RunEvent.WaveMerged(merge.work(), integrator.merge(merge.work()));
        }
        if (action instanceof RunAction.ProveCandidate prove) {
            return new RunEvent.CandidateProven(prove.candidate(), integrator.prove(prove.candidate()));
        }
        if (action instanceof RunAction.CheckWork check) {
            return new RunEvent.WorkChecked(
                    check.workspace().feature(),
                    check.workspace().attempt(),
                    workspaces.check(check.workspace(), check.feature(), check.tip()));
        }
        if (action instanceof RunAction.RunTrial run) {
            return new RunEvent.TrialEnded(run.trial(), integrator.test(run.trial()));
        }
        if (action instanceof RunAction.RemoveWorkspace remove) {
            return new RunEvent.WorkspaceRemoved(
                    remove.workspace().feature(), remove.workspace(), workspaces.remove(remove.workspace()));
        }
        throw new AssertionError(action);
    }

    /**
     * Adds the text that the agent reads, with what the repository says of the work that it builds on.
     *
     * @param task what is asked
     * @return the same with its text
     */
    public AgentTask briefed(AgentTask task) {
        AgentTask told = task.toBuilder()
                .radarFile(radarFiles.apply(task.workspace()))
                .feedback(task.feedback().isEmpty() ? "" : feedback(task))
                .build();
        return told.toBuilder()
                .text(TaskText.of(told, landed(told), agents.coordCommand()))
                .build();
    }

    /** The marks in the files tell the same. */
    private String feedback(AgentTask task) {
        try {
            return FeedbackText.with(task.feedback(), workspaces.conflicts(task.workspace()));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("cannot tell what did not merge of {}", task.feature().id(), e);
            return task.feedback();
        }
    }

    /** An agent can do without, so what keeps it from being told does not fail the feature. */
    private SortedMap<FeatureId, List<String>> landed(AgentTask task) {
        if (task.prerequisites().isEmpty()) {
            return new TreeMap<>();
        }
        try {
            return integrator.subjects(task.workspace().base(), Set.copyOf(task.prerequisites()));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("cannot tell what has landed before {}", task.feature().id(), e);
            return new TreeMap<>();
        }
    }

    private RunEvent runAgent(AgentTask task, Consumer<RunEvent> meanwhile) throws InterruptedException {
        long start = System.nanoTime();
        AgentResult result = agents.run(
                briefed(task),
                process -> meanwhile.accept(new RunEvent.AgentStarted(
                        task.feature().id(), task.workspace().attempt(), process)));
        return new RunEvent.AgentEnded(
                task.feature().id(), task.workspace().attempt(), result, Duration.ofNanos(System.nanoTime() - start));
    }
}
