package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.file.SystemPath;
import dev.coord.core.run.event.RunNotice;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.object.ListedFile;
import dev.coord.git.regenerate.Regenerations;
import dev.coord.git.rollback.LeftBehind;
import dev.coord.git.structured.Numbers;
import dev.coord.git.structured.Remake;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.StructuredMerger;
import dev.coord.proof.ImportReader;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.SchemaReader;
import dev.coord.run.ConflictResolver;
import dev.coord.run.Regeneration;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.SchemaTrial;
import dev.coord.store.CoordinationStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of everything that lands on a branch, whoever made it.
 *
 * @param <T> the type of what says it
 */
public abstract sealed class GitStart<T extends GitStart<T>> permits GitRun, GitIntegration {

    private final GitRepository repository;
    private @Nullable Path directory;
    private @Nullable CoordinationStore store;
    private @Nullable Function<Path, ? extends CoordinationStore> opener;
    private @Nullable String test;
    private @Nullable String into;
    private @Nullable String setUp;
    private List<RepoPath> carried = List.of();
    private List<RepoPath> reports = List.of();
    private List<StructuredMerger> mergers = List.of();
    private List<ImportReader> imports = List.of();
    private List<IntegrityCheck> integrity = List.of();
    private SchemaTrials trials = SchemaTrials.NONE;
    private DeletionPolicy deletions = DeletionPolicy.WARN;
    private boolean structured = true;
    private UndeclaredPolicy undeclared = UndeclaredPolicy.AUTO;
    private BaselinePolicy baseline = BaselinePolicy.REQUIRED;
    private boolean keepGood = true;
    private List<Regeneration> regenerate = List.of();
    private MigrationNumbering numbering = MigrationNumbering.NONE;
    private MigrationsPolicy migrations = MigrationsPolicy.RENUMBER;
    private ChecksPolicy checks = ChecksPolicy.TOUCHED;
    private Duration checkTimeout = Worktrees.DEFAULT_CHECK_TIMEOUT;
    private @Nullable ConflictResolver resolver;

    GitStart(GitRepository repository) {
        this.repository = Objects.requireNonNull(repository, "repository");
    }

    abstract T self();

    /**
     * Says where the state is kept.
     *
     * @param kept the store; the caller closes it, after the run has ended
     * @return this
     */
    public T store(CoordinationStore kept) {
        store = Objects.requireNonNull(kept, "store");
        opener = null;
        return self();
    }

    /**
     * Says how the store is opened that the state is kept in. It is opened once nothing stands in the run's way, so that a run
     * that is refused makes no directory, and closed when the run has ended.
     *
     * @param open opens the store of a coordination directory
     * @return this
     */
    public T storeIn(Function<Path, ? extends CoordinationStore> open) {
        opener = Objects.requireNonNull(open, "open");
        store = null;
        return self();
    }

    /**
     * Says where merges are made and the output of tests is kept. Unless it is said, {@link GitRun#defaultDirectory}.
     *
     * @param coordination the coordination directory
     * @return this
     */
    public T directory(Path coordination) {
        directory = Objects.requireNonNull(coordination, "directory");
        return self();
    }

    /**
     * Says how a merged wave is tested before it lands. Unless it is said, there are no tests.
     *
     * @param command for {@code /bin/sh -c}; it may take as long as an agent
     * @return this
     */
    public T test(String command) {
        test = Objects.requireNonNull(command, "test");
        return self();
    }

    /**
     * Says which files the tests tell by what failed, as {@link TestCommand#reports}. Unless it is said, only their output does.
     *
     * @param patterns files, directories or globs, in place of those said before
     * @return this
     * @throws BadInput if one is no path inside of the repository
     */
    public T testReports(String... patterns) {
        reports = Stream.of(patterns).map(RepoPath::new).toList();
        return self();
    }

    /**
     * Says which files that git ignores are copied into each new work tree, and into that of the tests, as {@link WorkTreeSetup}.
     * Unless it is said, none.
     *
     * @param patterns files, directories or globs, in place of those said before
     * @return this
     * @throws BadInput if one is no path inside of the repository
     */
    public T carry(String... patterns) {
        carried = Stream.of(patterns).map(RepoPath::new).toList();
        return self();
    }

    /**
     * Says what is run once in each new work tree, before its agent, and in that of the tests, as {@link WorkTreeSetup}. Unless
     * it is said, nothing is.
     *
     * @param command for {@code /bin/sh -c}; it may take as long as an agent
     * @return this
     */
    public T setUp(String command) {
        setUp = Objects.requireNonNull(command, "setUp");
        return self();
    }

    /**
     * Says who merges files that git cannot merge, by what they mean, such as {@code ContentMergers.all()} of coord-content. Unless it is
     * said, nobody does. Each feature is merged whole or not at all.
     *
     * @param asked in turn, the first that merges wins; pure, as {@link StructuredMerger} says
     * @return this
     */
    public T mergers(List<StructuredMerger> asked) {
        mergers = List.copyOf(asked);
        return self();
    }

    /**
     * Says who reads what files import, such as {@code ContentImports.all()} of coord-content. With {@link ChecksPolicy#TOUCHED} the
     * check of a feature runs also where a wave changes what its declared files import, directly or not. Unless it is said, only
     * where it changes these files themselves.
     *
     * @param asked in turn, the first that knows an import of a file wins; pure, as {@link ImportReader} says
     * @return this
     */
    public T imports(List<ImportReader> asked) {
        imports = List.copyOf(asked);
        return self();
    }

    /**
     * Says what looks at the files of each merged wave, as {@link IntegrityCheck}, beside coord's own check of files. Unless it is
     * said, nothing does.
     *
     * @param asked each is asked for every wave
     * @return this
     */
    public T integrityChecks(List<IntegrityCheck> asked) {
        integrity = List.copyOf(asked);
        return self();
    }

    /**
     * Says who tries the migrations of each merged wave, once {@link #integrityChecks} have looked at it: where two features change one
     * thing without an order between them, and it is shown that the order makes no difference, both land; a feature whose migrations
     * do not apply in the order in which the wave lands is stopped. Unless it is said, nobody does.
     *
     * @param reader tells which migrations there are
     * @param trial tries them; not asked by a rehearsal
     * @return this
     */
    public T schemaTrial(SchemaReader reader, SchemaTrial trial) {
        trials = new SchemaTrials(reader, trial);
        return self();
    }

    /**
     * Says what becomes of a feature that changed what it did not declare, as {@link RunSettings#undeclared()}. Unless it is said,
     * {@link UndeclaredPolicy#AUTO}.
     *
     * @param policy what
     * @return this
     */
    public T undeclared(UndeclaredPolicy policy) {
        undeclared = Objects.requireNonNull(policy, "undeclared");
        return self();
    }

    /**
     * Says whether the {@link #mergers} are asked, as {@link RunSettings#structured()}. Unless it is said, they are.
     *
     * @param on false to leave every conflict to git
     * @return this
     */
    public T structured(boolean on) {
        structured = on;
        return self();
    }

    /**
     * Says how files are made anew that git cannot merge and that a command makes, such as lock files. Unless it is said, none are.
     *
     * @param commands each with its files, in place of those said before; of several that cover a file the first counts
     * @return this
     */
    public T regenerate(List<Regeneration> commands) {
        regenerate = List.copyOf(commands);
        return self();
    }

    /**
     * Says what knows of migrations, such as {@code ContentMigrations.numbering(...)} of coord-content: before a branch is merged, those
     * that it adds get numbers that are free and come after what landed since it was begun. Unless it is said, all stay as they are.
     *
     * @param asked numbers a branch; pure, as {@link MigrationNumbering} says
     * @return this
     */
    public T numbering(MigrationNumbering asked) {
        numbering = Objects.requireNonNull(asked, "numbering");
        return self();
    }

    /**
     * Says what becomes of a migration that has a number that others have, or that comes before what landed since, as {@link
     * RunSettings#migrations()}. Unless it is said, {@link MigrationsPolicy#RENUMBER}.
     *
     * @param policy what
     * @return this
     */
    public T migrations(MigrationsPolicy policy) {
        migrations = Objects.requireNonNull(policy, "migrations");
        return self();
    }

    /**
     * Says who is asked to resolve what does not merge: once for each feature in one start, when the calls of its agent are used up,
     * or at once where branches are integrated. Unless it is said, nobody is, and such a feature is left out.
     *
     * @param asked works as an agent that is called again
     * @return this
     */
    public T resolver(ConflictResolver asked) {
        resolver = Objects.requireNonNull(asked, "resolver");
        return self();
    }

    /**
     * Says what becomes of a feature whose own commits take away what another one landed, as {@link RunSettings#deletions()}. Unless it is
     * said, people are told.
     *
     * @param chosen the policy
     * @return this
     */
    public T deletions(DeletionPolicy chosen) {
        deletions = Objects.requireNonNull(chosen, "deletions");
        return self();
    }

    /**
     * Says which checks of features run before a wave lands, as {@link RunSettings#checks()}. Unless it is said, those that the wave
     * touches.
     *
     * @param chosen the policy
     * @return this
     */
    public T checks(ChecksPolicy chosen) {
        checks = Objects.requireNonNull(chosen, "checks");
        return self();
    }

    /**
     * Says how long the check of a feature may take, each time it runs. Unless it is said, ten minutes.
     *
     * @param longest a positive duration
     * @return this
     * @throws BadInput if it is not positive
     */
    public T checkTimeout(Duration longest) {
        if (longest.isZero() || longest.isNegative()) {
            throw new BadInput("a timeout of " + longest + " for checks is not possible; give a positive duration");
        }
        checkTimeout = longest;
        return self();
    }

    /**
     * Says what is done about a target whose combined tests are red before anything lands on it, as {@link RunSettings#baseline()}. Unless
     * it is said, {@link BaselinePolicy#REQUIRED}.
     *
     * @param policy what
     * @return this
     */
    public T baseline(BaselinePolicy policy) {
        baseline = Objects.requireNonNull(policy, "baseline");
        return self();
    }

    /**
     * Says whether the rest of a red wave lands without what breaks it, as {@link RunSettings#keepGood()}. Unless it is said, it does.
     *
     * @param kept false for all or nothing
     * @return this
     */
    public T keepGood(boolean kept) {
        keepGood = kept;
        return self();
    }

    /**
     * Says which branch to land on. Unless it is said, the one that is checked out.
     *
     * @param branch its name, such as {@code main} or {@code refs/heads/main}
     * @return this
     */
    public T into(String branch) {
        into = Objects.requireNonNull(branch, "into");
        return self();
    }

    final GitRepository repository() {
        return repository;
    }

    final Path home() {
        return directory == null ? GitRun.defaultDirectory(repository.directory()) : directory;
    }

    final String target() {
        if (into == null) {
            return repository
                    .checkedOutBranch()
                    .orElseThrow(() -> new BadInput("no branch is checked out in " + repository.directory()
                            + "; check one out, or name the branch to land on with --into"));
        }
        return into.startsWith("refs/") ? into : "refs/heads/" + into;
    }

    final Optional<ConflictResolver> resolver() {
        return Optional.ofNullable(resolver);
    }

    /** Settings that say what was said here. */
    final RunSettings.Builder said() {
        return RunSettings.builder(target())
                .deletions(deletions)
                .baseline(baseline)
                .keepGood(keepGood)
                .structured(structured)
                .regenerate(regenerate)
                .migrations(migrations)
                .undeclared(undeclared)
                .checks(checks);
    }

    /** What is known of files that git cannot merge, where the settings want it. */
    final Understanding understanding(RunSettings settings, IntegrationClone clone) {
        return understanding(
                settings,
                settings.regenerate().isEmpty()
                        ? Remake.NONE
                        : new Regenerations(
                                repository().internal(),
                                clone,
                                SystemPath.absolute(home()),
                                ready(settings.timeout())
                                        .of(repository(), home())
                                        .carrying(),
                                settings.regenerate(),
                                settings.timeout()));
    }

    /** The same for whoever only rehearses. */
    final Understanding understanding(RunSettings settings, Remake remake) {
        return new Understanding(
                settings.structured() ? mergers : List.of(),
                remake,
                new Numbers(numbering, settings.migrations(), left(settings)));
    }

    /** Migrations of work that was taken back which nobody has undone, as they were then. */
    final SortedMap<String, ListedFile> left(RunSettings settings) {
        return LeftBehind.files(repository().internal(), home(), settings.target());
    }

    /** Who reads what files import, where the settings want to know. */
    final List<ImportReader> imports(RunSettings settings) {
        return settings.checks() == ChecksPolicy.TOUCHED ? imports : List.of();
    }

    final List<IntegrityCheck> integrityChecks() {
        return integrity;
    }

    final SchemaTrials schemaTrials() {
        return trials;
    }

    final Duration checkTimeout() {
        return checkTimeout;
    }

    final Optional<TestCommand> tests(Duration timeout) {
        return Optional.ofNullable(test).map(command -> new TestCommand(command, timeout, reports));
    }

    final WorkTreeSetup ready(Duration timeout) {
        return new WorkTreeSetup(carried, Optional.ofNullable(setUp), timeout);
    }

    /**
     * Fails where it was not said where the state is kept.
     *
     * @throws IllegalStateException then
     */
    final void requireStore() {
        if (store == null && opener == null) {
            throw new IllegalStateException("a run needs a store: call store(...) or storeIn(...)");
        }
    }

    /**
     * Begins.
     *
     * @param refusals what stands in the way, asked before a new directory is made
     * @param work what is done with the store
     */
    final RunHandle start(GitIntegrator integrator, Runnable refusals, Stored work) {
        Path home = home();
        Claimed claimed = new Claimed(repository, home, store, opener, refusals, work);
        return RunHandle.start(claimed::run, integrator::behind);
    }

    /** What is done with the store. */
    @FunctionalInterface
    interface Stored {

        RunAttempt run(CoordinationStore store, Consumer<RunNotice> observer) throws InterruptedException;
    }

    /** What was said when it was started. */
    private record Claimed(
            GitRepository repository,
            Path directory,
            @Nullable CoordinationStore store,
            @Nullable Function<Path, ? extends CoordinationStore> opener,
            Runnable refusals,
            Stored work) {

        @SuppressWarnings("try") // the claim lasts as long as the run
        RunAttempt run(Consumer<RunNotice> observer) throws InterruptedException {
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
                return reported(Objects.requireNonNull(store), observer);
            }
            if (!Files.exists(directory)) {
                refusals.run(); // leaves no new directory behind
            }
            try (CoordinationStore opened = opener.apply(directory)) {
                return reported(opened, observer);
            }
        }

        private RunAttempt reported(CoordinationStore kept, Consumer<RunNotice> observer) throws InterruptedException {
            RunReports reports = new RunReports(directory, kept, observer);
            reports.write(); // of a run that was killed
            try {
                return work.run(kept, observer);
            } finally {
                reports.write();
            }
        }
    }
}
