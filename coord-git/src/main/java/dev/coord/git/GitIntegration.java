package dev.coord.git;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.driver.ActionPerformer;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.Rehearsal;
import dev.coord.core.integrate.IntegrationPreview;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.integrate.BranchIntegrator;
import dev.coord.git.integrate.BranchWorkspaces;
import dev.coord.git.integrate.Branches;
import dev.coord.git.integrate.RehearsedIntegrator;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.place.WorkTreeDirectories;
import dev.coord.git.prove.Prover;
import dev.coord.git.reach.Reaches;
import dev.coord.git.regenerate.Rehearsed;
import dev.coord.git.repository.BranchNames;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.merge.Integrator;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(GitIntegration.class);

    private static final int AT_ONCE = 1; // nobody works, and so what is told and noted has one order

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
        RunSettings settings = settings();
        WorkTreeSetup ready = ready(timeout);
        Worktrees worktrees = new Worktrees(repository(), home(), ready);
        Worktrees resolving = new Worktrees(repository(), home(), ready, BranchNames.OF_RESOLVERS);
        Branches branches = branches(features, settings, true);
        GitIntegrator integrator = new GitIntegrator(repository(), home(), tests(timeout), ready, branches::takenBack)
                .declared(features)
                .looking(features, imports(settings), integrityChecks(), schemaTrials(), () -> left(settings))
                .checkTimeout(checkTimeout())
                .understanding(clone -> understanding(settings, clone));
        return start(
                integrator,
                () -> {
                    branches.require(integrator.survey(settings.target(), Set.of()));
                    worktrees.requireCarriable();
                },
                (store, observer) -> new ParallelRun(
                                store,
                                new BranchWorkspaces(repository().internal(), branches, worktrees, resolving),
                                new BranchIntegrator(integrator, branches),
                                new NobodyWorks(),
                                resolver(),
                                notice -> tell(notice, observer))
                        .run(branches, settings));
    }

    /**
     * Finds out what {@link #start} would do, and changes nothing: no ref, no file of the repository's or of the coordination
     * directory. Tests are taken to pass.
     *
     * @param features the feature file
     * @param state what is known of the features
     * @return what would land, and what does not merge with what
     * @throws InterruptedException if the thread was interrupted
     * @throws CoordinationException as the result of {@link #start}
     */
    public IntegrationPreview preview(FeatureSet features, StoreReader state) throws InterruptedException {
        RunSettings settings = settings();
        IntegrationPreview preview = rehearsed(features, state, settings);
        return preview.isStructured()
                ? preview.beside(rehearsed(
                        features, state, settings.toBuilder().structured(false).build()))
                : preview;
    }

    @SuppressWarnings("try") // git is asked as long as it takes
    private IntegrationPreview rehearsed(FeatureSet features, StoreReader state, RunSettings settings)
            throws InterruptedException {
        Branches branches = branches(features, settings, false);
        Repository user = repository().internal();
        Path scratch = scratch();
        try (ObjectReader.Use use = user.reading()) {
            Integrator integrator = new BranchIntegrator(
                    new RehearsedIntegrator(
                            user,
                            IntegrationClone.open(user, scratch),
                            branches,
                            settings.target(),
                            understanding(settings, new Rehearsed(settings.regenerate())),
                            new Prover(user, Reaches.NONE, integrityChecks(), SchemaTrials.NONE, () -> left(settings))),
                    branches);
            Worktrees nowhere = new Worktrees(repository());
            Workspaces none = new BranchWorkspaces(user, branches, nowhere, nowhere);
            List<RunNotice> notices = new ArrayList<>();
            RunRecord record = new Rehearsal(new ActionPerformer(none, new NobodyWorks(), integrator), notices::add)
                    .of(state.read(), branches, settings, Instant.now());
            return IntegrationPreview.of(record, notices);
        } finally {
            remove(scratch);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("coord-dry-run");
        } catch (IOException e) {
            throw new RepositoryFailed("cannot make a temporary directory: " + FailureText.of(e) + "; make room", e);
        }
    }

    private static void remove(Path scratch) {
        try {
            DirectoryTree.delete(scratch);
        } catch (IOException e) {
            LOG.warn("cannot remove {}", scratch, e);
        }
    }

    private RunSettings settings() {
        return said().origin(Origin.BRANCHES)
                .agents(AT_ONCE)
                .tries(1)
                .allowEmpty(true)
                .timeout(timeout)
                .build();
    }

    private Branches branches(FeatureSet features, RunSettings settings, boolean pins) {
        DirectoryNames.Resolved resolved = DirectoryNames.resolve(
                features, WorkTreeDirectories.around(repository().directory()));
        return new Branches(repository().internal(), resolved, chosen, settings.target(), pins);
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
