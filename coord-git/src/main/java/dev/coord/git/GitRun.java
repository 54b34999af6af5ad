package dev.coord.git;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.process.SystemPath;
import dev.coord.core.run.OpenWork;
import dev.coord.core.run.event.RunNotice;
import dev.coord.git.command.ObjectReader;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner;
import dev.coord.run.RunSettings;
import dev.coord.store.CoordinationStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parallel run in a git repository: work trees beside it, merges aside, one compare-and-swap a wave. It is what {@code coord
 * run} does, for programs that have agents of their own.
 *
 * <pre>{@code
 * try (CoordinationStore store = DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system());
 *         RunHandle run = GitRun.in(repository)
 *                 .store(store)
 *                 .agents(task -> assistant.make(task), executor)
 *                 .test("npm test")
 *                 .start(features)) {
 *     run.onEvent(System.out::println);
 *     run.await().orElseThrow();
 * }
 * }</pre>
 *
 * A run that was stopped or killed goes on when the same is started again. One run at a time works in a repository. Not safe for
 * use by several threads; a run that was started does not see later calls. Specification "Complete Parallel Execution Flow".
 */
public final class GitRun {

    private final GitRepository repository;
    private @Nullable Path directory;
    private @Nullable CoordinationStore store;
    private @Nullable Function<Path, ? extends CoordinationStore> opener;
    private @Nullable AgentRunner agents;
    private @Nullable String test;
    private @Nullable String into;
    private @Nullable String setUp;
    private List<RepoPath> carried = List.of();
    private UnaryOperator<RunSettings.Builder> settings = UnaryOperator.identity();

    private GitRun(GitRepository repository) {
        this.repository = repository;
    }

    /**
     * Begins a run in the repository that a directory belongs to.
     *
     * @param repository a directory in a work tree
     * @return the run with nothing said yet but where
     * @throws BadInput as {@link GitRepository#open(Path)}
     */
    public static GitRun in(Path repository) {
        return in(GitRepository.open(repository));
    }

    /**
     * Begins a run in a repository.
     *
     * @param repository the repository
     * @return the run with nothing said yet but where
     */
    public static GitRun in(GitRepository repository) {
        return new GitRun(Objects.requireNonNull(repository, "repository"));
    }

    /**
     * Where coordination lies unless somebody says otherwise: {@code coord} in the directory that all work trees of the
     * repository share. Starts no git and makes nothing.
     *
     * @param repository a directory in a work tree
     * @return an absolute path, which need not exist
     * @throws BadInput if the directory is in no repository
     */
    public static Path defaultDirectory(Path repository) {
        return GitDirectory.coordinationOf(repository)
                .orElseThrow(() -> new BadInput("cannot tell the coordination directory: '"
                        + SystemPath.real(repository) + "' is not in a git repository"));
    }

    /**
     * Says where the state is kept.
     *
     * @param kept the store; the caller closes it, after the run has ended
     * @return this
     */
    public GitRun store(CoordinationStore kept) {
        store = Objects.requireNonNull(kept, "store");
        opener = null;
        return this;
    }

    /**
     * Says how the store is opened that the state is kept in. It is opened once nothing stands in the run's way, so that a run
     * that is refused makes no directory, and closed when the run has ended.
     *
     * @param open opens the store of a coordination directory
     * @return this
     */
    public GitRun storeIn(Function<Path, ? extends CoordinationStore> open) {
        opener = Objects.requireNonNull(open, "open");
        store = null;
        return this;
    }

    /**
     * Says where merges are made and the output of tests is kept. Unless it is said, {@link #defaultDirectory}.
     *
     * @param coordination the coordination directory
     * @return this
     */
    public GitRun directory(Path coordination) {
        directory = Objects.requireNonNull(coordination, "directory");
        return this;
    }

    /**
     * Says who makes the features.
     *
     * @param runner runs agents
     * @return this
     */
    public GitRun agents(AgentRunner runner) {
        agents = Objects.requireNonNull(runner, "agents");
        return this;
    }

    /**
     * Says that code of this process makes the features, as {@link InProcessAgents#of}.
     *
     * @param function what each agent does
     * @param executor gives each agent a thread; the caller closes it
     * @return this
     */
    public GitRun agents(InProcessAgents.Function function, Executor executor) {
        return agents(InProcessAgents.of(function, executor));
    }

    /**
     * Says how a merged wave is tested before it lands. Unless it is said, there are no tests.
     *
     * @param command for {@code /bin/sh -c}; it may take as long as an agent
     * @return this
     */
    public GitRun test(String command) {
        test = Objects.requireNonNull(command, "test");
        return this;
    }

    /**
     * Says which files that git ignores are copied into each new work tree, and into that of the tests, as {@link WorkTreeSetup}.
     * Unless it is said, none.
     *
     * @param patterns files, directories or globs, in place of those said before
     * @return this
     * @throws BadInput if one is no path inside of the repository
     */
    public GitRun carry(String... patterns) {
        carried = Stream.of(patterns).map(RepoPath::new).toList();
        return this;
    }

    /**
     * Says what is run once in each new work tree, before its agent, and in that of the tests, as {@link WorkTreeSetup}. Unless
     * it is said, nothing is.
     *
     * @param command for {@code /bin/sh -c}; it may take as long as an agent
     * @return this
     */
    public GitRun setUp(String command) {
        setUp = Objects.requireNonNull(command, "setUp");
        return this;
    }

    /**
     * Says which branch to land on. Unless it is said, the one that is checked out.
     *
     * @param branch its name, such as {@code main} or {@code refs/heads/main}
     * @return this
     */
    public GitRun into(String branch) {
        into = Objects.requireNonNull(branch, "into");
        return this;
    }

    /**
     * Says how the run is made, where the defaults are not right: {@code settings(s -> s.agents(8).timeout(ofHours(1)))}.
     *
     * @param said adds what differs to the defaults
     * @return this
     */
    public GitRun settings(UnaryOperator<RunSettings.Builder> said) {
        settings = Objects.requireNonNull(said, "settings");
        return this;
    }

    /**
     * Begins the run, or goes on with one that was stopped or killed, on a thread of its own.
     *
     * @param features what is made
     * @return the run under way; whatever goes wrong from here on is in its result
     * @throws BadInput if no branch is checked out and none was named, or a setting, the test or the set-up command is not
     *     possible, such as making once more what is no feature
     * @throws IllegalStateException if it was not said who makes the features, or where the state is kept
     */
    public RunHandle start(FeatureSet features) {
        if (store == null && opener == null) {
            throw new IllegalStateException("a run needs a store: call store(...) or storeIn(...)");
        }
        if (agents == null) {
            throw new IllegalStateException("a run needs agents: call agents(...)");
        }
        RunSettings chosen = settings.apply(RunSettings.builder(target())).build();
        OpenWork.requireDeclared(features, chosen);
        Path home = directory == null ? defaultDirectory(repository.directory()) : directory;
        Optional<TestCommand> tests =
                Optional.ofNullable(test).map(command -> new TestCommand(command, chosen.timeout()));
        WorkTreeSetup ready = new WorkTreeSetup(carried, Optional.ofNullable(setUp), chosen.timeout());
        GitIntegrator integrator = new GitIntegrator(repository, home, tests, ready);
        Worktrees worktrees = new Worktrees(repository, home, ready);
        Made made = new Made(repository, home, store, opener, agents, integrator, worktrees, chosen, features);
        return RunHandle.start(made::claimed, integrator::behind);
    }

    private String target() {
        if (into == null) {
            return repository
                    .checkedOutBranch()
                    .orElseThrow(() -> new BadInput("no branch is checked out in " + repository.directory()
                            + "; check one out, or name the branch to land on with --into"));
        }
        return into.startsWith("refs/") ? into : "refs/heads/" + into;
    }

    /** What was said when it was started. */
    private record Made(
            GitRepository repository,
            Path directory,
            @Nullable CoordinationStore store,
            @Nullable Function<Path, ? extends CoordinationStore> opener,
            AgentRunner agents,
            GitIntegrator integrator,
            Worktrees worktrees,
            RunSettings settings,
            FeatureSet features) {

        @SuppressWarnings("try") // the claim lasts as long as the run
        RunAttempt claimed(Consumer<RunNotice> observer) throws InterruptedException {
            RunClaim claim = RunClaim.take(repository, directory);
            if (claim instanceof RunClaim.Others others) {
                return new RunAttempt.RepositoryBusy(others.who());
            }
            try (RunClaim.Mine mine = (RunClaim.Mine) claim;
                    ObjectReader.Use use = repository.internal().reading()) {
                return stored(observer);
            }
        }

        private RunAttempt stored(Consumer<RunNotice> observer) throws InterruptedException {
            if (opener == null) {
                return run(Objects.requireNonNull(store), observer);
            }
            if (!Files.exists(directory)) {
                integrator.survey(settings.target(), Set.of()); // what they refuse leaves no new directory behind
                worktrees.requireCarriable();
            }
            try (CoordinationStore opened = opener.apply(directory)) {
                return run(opened, observer);
            }
        }

        /**
         * Runs.
         *
         * @throws CoordinationException as {@link ParallelRun#run}
         */
        private RunAttempt run(CoordinationStore kept, Consumer<RunNotice> observer) throws InterruptedException {
            return new ParallelRun(kept, worktrees, integrator, agents, observer)
                    .run(features, settings, WorkTreeDirectories.around(repository.directory()));
        }
    }
}
