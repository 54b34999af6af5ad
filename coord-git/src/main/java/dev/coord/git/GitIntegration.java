package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.git.integrate.BranchIntegrator;
import dev.coord.git.integrate.BranchWorkspaces;
import dev.coord.git.integrate.Branches;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Integrates branches that somebody else made, as {@code coord integrate} does: merged aside in waves, tested, each wave landed by
 * one compare-and-swap. It counts as a run of the repository. Begin with {@link #in}, say where the state is kept, and {@link
 * #start} it:
 *
 * <pre>{@code
 * try (CoordinationStore store = DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system());
 *         RunHandle run = GitIntegration.in(repository).store(store).into("main").test("npm test").start(features)) {
 *     run.await().orElseThrow();
 * }
 * }</pre>
 *
 * Not safe for use by several threads; one that was started does not see later calls. Specification 6.
 */
public final class GitIntegration extends GitStart<GitIntegration> {

    private static final int AT_ONCE = 8; // nobody works; it is only told one after the other that all is there

    private Set<FeatureId> chosen = Set.of();
    private Duration timeout = RunSettings.DEFAULT_TIMEOUT;

    private GitIntegration(GitRepository repository) {
        super(repository);
    }

    /**
     * Begins an integration in the repository that a directory belongs to.
     *
     * @param repository a directory in a work tree
     * @return the integration with nothing said yet but where
     * @throws BadInput as {@link GitRepository#open(Path)}
     */
    public static GitIntegration in(Path repository) {
        return in(GitRepository.open(repository));
    }

    /**
     * Begins an integration in a repository.
     *
     * @param repository the repository
     * @return the integration with nothing said yet but where
     */
    public static GitIntegration in(GitRepository repository) {
        return new GitIntegration(repository);
    }

    @Override
    GitIntegration self() {
        return this;
    }

    /**
     * Says which features are integrated. Unless it is said, all. What they need must have landed or be among them.
     *
     * @param features features of the set; none for all
     * @return this
     */
    public GitIntegration features(Set<FeatureId> features) {
        chosen = Set.copyOf(features);
        return this;
    }

    /**
     * Says how long the tests, and a set-up, may take. Unless it is said, {@link RunSettings#DEFAULT_TIMEOUT}.
     *
     * @param longest a positive duration of at most a year
     * @return this
     */
    public GitIntegration timeout(Duration longest) {
        timeout = Objects.requireNonNull(longest, "timeout");
        return this;
    }

    /**
     * Begins, or goes on with an integration that was stopped or killed, on a thread of its own. One that was killed goes on with
     * the tips that the branches had when it began.
     *
     * @param features the feature file: what each waits for, and its branch
     * @return the run under way; whatever goes wrong from here on is in its result, such as branches that are missing
     * @throws BadInput if no branch is checked out and none was named, a setting is not possible, or what is to be integrated is no
     *     feature
     * @throws IllegalStateException if it was not said where the state is kept
     */
    public RunHandle start(FeatureSet features) {
        requireStore();
        RunSettings settings = RunSettings.builder(target())
                .origin(Origin.BRANCHES)
                .agents(AT_ONCE)
                .tries(1)
                .allowEmpty(true)
                .timeout(timeout)
                .build();
        WorkTreeSetup ready = ready(timeout);
        Worktrees worktrees = new Worktrees(repository(), home(), ready);
        DirectoryNames.Resolved resolved = DirectoryNames.resolve(
                features, WorkTreeDirectories.around(repository().directory()));
        Branches branches = new Branches(repository().internal(), resolved, chosen, settings.target(), true);
        GitIntegrator integrator = new GitIntegrator(repository(), home(), tests(timeout), ready, branches::takenBack);
        return start(
                integrator,
                () -> {
                    branches.require(integrator.survey(settings.target(), Set.of()));
                    worktrees.requireCarriable();
                },
                (store, observer) -> new ParallelRun(
                                store,
                                new BranchWorkspaces(repository().internal(), branches, worktrees),
                                new BranchIntegrator(integrator, branches),
                                new NobodyWorks(),
                                notice -> tell(notice, observer))
                        .run(branches, settings));
    }

    /** That an agent began, had its locks and has ended would be told of nobody, and a branch is where it was. */
    private static void tell(RunNotice notice, Consumer<RunNotice> observer) {
        boolean isOfAnAgent = notice instanceof FeatureNotice.Started
                || notice instanceof FeatureNotice.LocksGranted
                || notice instanceof FeatureNotice.Finished
                || (notice instanceof FeatureNotice.WorkKept kept && !kept.ref().startsWith("refs/coord/"));
        if (!isOfAnAgent) {
            observer.accept(notice);
        }
    }

    /** The work is done. What agents of a killed run left running is ended as such a run would. */
    private static final class NobodyWorks implements AgentRunner {

        @Override
        public AgentResult run(AgentTask task, Consumer<ProcessId> started) {
            return new AgentResult.Succeeded();
        }

        @Override
        public void end(Workspace workspace, ProcessId process) {
            AttemptFamily.marked(workspace).end(ProcessLife.find(process));
        }
    }
}
