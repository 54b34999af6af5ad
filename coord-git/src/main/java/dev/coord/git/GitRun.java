package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.file.SystemPath;
import dev.coord.core.run.OpenWork;
import dev.coord.git.place.GitDirectory;
import dev.coord.git.place.WorkTreeDirectories;
import dev.coord.git.structured.Remake;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner;
import dev.coord.run.RunSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
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
public final class GitRun extends GitStart<GitRun> {

    private @Nullable AgentRunner agents;
    private UnaryOperator<RunSettings.Builder> settings = UnaryOperator.identity();

    private GitRun(GitRepository repository) {
        super(repository);
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
        return new GitRun(repository);
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

    @Override
    GitRun self() {
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
        requireStore();
        if (agents == null) {
            throw new IllegalStateException("a run needs agents: call agents(...)");
        }
        AgentRunner runner = agents;
        RunSettings chosen = settings.apply(said()).build();
        OpenWork.requireDeclared(features, chosen);
        WorkTreeSetup ready = ready(chosen.timeout());
        GitIntegrator integrator = new GitIntegrator(repository(), home(), tests(chosen.timeout()), ready)
                .declared(features)
                .looking(features, imports(chosen), integrityChecks(), schemaTrials(), () -> left(chosen))
                .checkTimeout(checkTimeout())
                .understanding(clone -> understanding(chosen, clone));
        Worktrees worktrees = new Worktrees(repository(), home(), ready).checkTimeout(checkTimeout());
        return start(
                integrator,
                () -> {
                    integrator.survey(chosen.target(), Set.of());
                    worktrees.requireCarriable();
                },
                (store, observer) -> new ParallelRun(store, worktrees, integrator, runner, resolver(), observer)
                        .watchedBy(
                                GitRadar.in(repository(), home().resolve("radar"))
                                        .mergers(understanding(chosen, Remake.NONE)
                                                .mergers())
                                        .watching(),
                                home())
                        .run(
                                features,
                                chosen,
                                WorkTreeDirectories.around(repository().directory())));
    }
}
