package dev.coord.git;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.file.SystemPath;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.core.path.PathPattern;
import dev.coord.core.rollback.RollbackPlan;
import dev.coord.git.command.Git;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.command.ShellText;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.land.Landing;
import dev.coord.git.land.TargetCheckouts;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.IntegrationTree;
import dev.coord.git.merge.WaveMerge;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.Refs;
import dev.coord.git.prove.Prover;
import dev.coord.git.reach.Reaches;
import dev.coord.git.repository.Checkout;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.git.setup.SetUp;
import dev.coord.git.structured.Understanding;
import dev.coord.git.trial.TestRun;
import dev.coord.git.trial.TrialMerge;
import dev.coord.git.trial.TrialTests;
import dev.coord.merge.Candidate;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.ImportReader;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.Proof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Integrates by git. Merging happens in a private clone that shares objects with the user's repository; the user's
 * repository sees refs under {@code refs/coord/} and one compare-and-swap of the target branch. Combined tests run in a
 * work tree beside the repository, {@code <repository>.coord/<run>/integration}, which stays where they fail and nothing lands.
 */
public final class GitIntegrator implements Integrator {

    private static final Logger LOG = LoggerFactory.getLogger(GitIntegrator.class);

    private final Repository repository;
    private final Path directory;
    private final Optional<TestCommand> tests;
    private final SetUp setUp;
    private Prover prover;
    private final LockPatience patience;
    private final BiFunction<Git, CommitId, SortedMap<FeatureId, List<Undoing>>> takenBack;
    private final Lock clone = new ReentrantLock();
    private volatile List<String> behind = List.of();
    private Duration checkTimeout = Worktrees.DEFAULT_CHECK_TIMEOUT;
    private Map<FeatureId, NavigableSet<FeatureId>> needs = Map.of();
    private Function<IntegrationClone, Understanding> understanding = clone -> Understanding.NONE;

    /**
     * Binds the repository; touches nothing.
     *
     * @param repository the user's repository
     * @param directory the coordination directory: the clone is made in {@code integration} in it, and what tests print is
     *     added to {@code runs/<run>/integration/wave-<n>.log}
     * @param tests how a merged wave is tested; none for no tests
     */
    public GitIntegrator(GitRepository repository, Path directory, Optional<TestCommand> tests) {
        this(repository, directory, tests, WorkTreeSetup.NONE);
    }

    /**
     * Binds the repository; touches nothing.
     *
     * @param repository the user's repository
     * @param directory the coordination directory: the clone is made in {@code integration} in it, and what tests print is
     *     added to {@code runs/<run>/integration/wave-<n>.log}, what set-up prints to {@code setup-<n>.log} beside it
     * @param tests how a merged wave is tested; none for no tests, and then nothing is set up
     * @param workTrees how the work tree that is tested becomes a working copy
     */
    public GitIntegrator(
            GitRepository repository, Path directory, Optional<TestCommand> tests, WorkTreeSetup workTrees) {
        this(repository, directory, tests, workTrees, (git, target) -> new TreeMap<>());
    }

    /**
     * The same for branches.
     *
     * @param takenBack which of them were merged into a commit of the target and taken back since, and what has to be taken back for that
     */
    GitIntegrator(
            GitRepository repository,
            Path directory,
            Optional<TestCommand> tests,
            WorkTreeSetup workTrees,
            BiFunction<Git, CommitId, SortedMap<FeatureId, List<Undoing>>> takenBack) {
        this(repository, directory, tests, workTrees, new LockPatience(LockPatience.USUAL), takenBack);
    }

    GitIntegrator(
            GitRepository repository,
            Path directory,
            Optional<TestCommand> tests,
            WorkTreeSetup workTrees,
            LockPatience patience) {
        this(repository, directory, tests, workTrees, patience, (git, target) -> new TreeMap<>());
    }

    private GitIntegrator(
            GitRepository repository,
            Path directory,
            Optional<TestCommand> tests,
            WorkTreeSetup workTrees,
            LockPatience patience,
            BiFunction<Git, CommitId, SortedMap<FeatureId, List<Undoing>>> takenBack) {
        this.takenBack = takenBack;
        this.patience = patience;
        this.setUp = workTrees.of(repository, directory);
        this.repository = repository.internal();
        this.prover = new Prover(this.repository);
        this.directory = SystemPath.absolute(directory);
        this.tests = tests;
    }

    /** Says what is declared: each landing tells what its feature waits for, whatever is declared later. */
    GitIntegrator declared(FeatureSet features) {
        needs = RollbackPlan.needs(features);
        return this;
    }

    /** Says how long the check of a feature may take on what was merged. */
    GitIntegrator checkTimeout(Duration limit) {
        checkTimeout = limit;
        return this;
    }

    /**
     * Says what else is looked at.
     *
     * @param readers read what files import: where a feature with a check depends on what a wave changes, its check runs
     * @param checks look at the files of each wave
     * @param trials try its migrations after that
     * @param left tells which migrations were taken back and are not undone
     */
    GitIntegrator looking(
            FeatureSet features,
            List<ImportReader> readers,
            List<IntegrityCheck> checks,
            SchemaTrials trials,
            Supplier<SortedMap<String, ListedFile>> left) {
        prover = new Prover(repository, Reaches.of(features, readers), checks, trials, left);
        return this;
    }

    /** Says what is known of files that git cannot merge. */
    GitIntegrator understanding(Function<IntegrationClone, Understanding> known) {
        understanding = known;
        return this;
    }

    @Override
    public Survey survey(String name, Set<CommitId> commits) {
        Git git = repository.git();
        TargetBranch.requireName(git, name);
        String target = TargetBranch.end(repository, name);
        CommitId now = new Refs(git)
                .commit(target)
                .orElseThrow(() -> new BadInput("there is no branch " + target + " with a commit in "
                        + repository.directory() + "; name another with --into, or make a first commit"));
        TargetCheckouts checkouts = new TargetCheckouts(repository, target, patience);
        List<String> behind = checkouts.settle();
        if (!behind.isEmpty()) {
            throw new BadInput(String.join("\n", behind));
        }
        checkouts.unfinished().ifPresent(obstacle -> {
            throw new BadInput("the work tree " + obstacle.directory() + " has " + obstacle.reason()
                    + obstacle.remedy()
                            .map(first -> first.isEmpty() ? "; finish, commit or stash that and run again" : "")
                            .orElse(" and run again"));
        });
        checkouts.tellHidden();
        LockPatience.tellLeft(repository.commonDirectory());
        Set<String> ids = new TreeSet<>();
        commits.forEach(commit -> ids.add(commit.value()));
        List<CommitId> present = Commits.present(git, ids);
        return new Survey(
                now,
                LandedFeatures.latest(git, now),
                new TreeSet<>(present),
                new TreeSet<>(LandedFeatures.contained(git, present, now)));
    }

    @Override
    public SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> features) {
        return LandedFeatures.subjects(repository.git(), at, features);
    }

    @Override
    public MergeOutcome merge(WaveWork work) throws InterruptedException {
        return alone(() -> tryMerge(work));
    }

    @Override
    public Proof prove(Candidate candidate) throws InterruptedException {
        return alone(() -> prover.prove(candidate, directory.resolve("integration"), this::privateClone));
    }

    @Override
    public Optional<String> tests() {
        return tests.map(
                all -> all.command() + (all.reports().isEmpty() ? "" : "\nreports: " + all.reports()) + setUp.told());
    }

    @Override
    public TrialOutcome test(Trial trial) throws InterruptedException {
        boolean isNothingAsked = trial.checks().isEmpty() && (tests.isEmpty() || !trial.combined());
        return alone(() -> {
            if (isNothingAsked) {
                TestRun.forget(repository, trial.work());
                return TrialOutcome.NOTHING;
            }
            return tryTest(trial);
        });
    }

    private TrialOutcome tryTest(Trial trial) throws InterruptedException {
        IntegrationClone opened = privateClone();
        if (trial.commit().isEmpty()) {
            IntegrationTree.ofRegeneration(repository, trial.work()).forget();
        }
        TrialMerge.Merged merged = new TrialMerge(opened, () -> waves(opened, trial.base())).merge(trial);
        return new TestRun(repository, opened, directory, setUp, commands()).run(trial, merged);
    }

    private TrialTests commands() {
        return new TrialTests(
                tests.map(one -> new LoggedCommand(one.command(), one.timeout())),
                tests.stream()
                        .flatMap(one -> one.reports().stream())
                        .map(PathPattern::of)
                        .toList(),
                checkTimeout);
    }

    /** What is done in the private clone. */
    private interface Work<T> {

        T done() throws InterruptedException;
    }

    /** One at a time uses the clone, which is opened anew each time. Whoever only asks the user's repository, or lands, does not wait. */
    private <T> T alone(Work<T> work) throws InterruptedException {
        clone.lockInterruptibly();
        try {
            return work.done();
        } catch (RepositoryFailed e) {
            throw interruptionOr(e);
        } finally {
            clone.unlock();
        }
    }

    @Override
    public synchronized LandingOutcome land(Candidate candidate) {
        Landing landing = new Landing(repository, patience);
        LandingOutcome outcome = landing.land(candidate);
        behind = landing.behind();
        LockPatience.tellLeft(repository.commonDirectory());
        if (outcome instanceof LandingOutcome.Landed && clone.tryLock()) {
            try {
                TestRun.forget(repository, candidate.work());
            } catch (RepositoryFailed e) {
                LOG.warn("the work tree of the tests stays: {}", SafeText.line(String.valueOf(e.getMessage())));
            } finally {
                clone.unlock();
            }
        }
        return outcome;
    }

    /**
     * Which checkouts of the target the latest landing has left behind, as a full disk does. The target has moved all the
     * same; the next landing and the next survey try again to bring them forward.
     *
     * @return what is missing in which checkout and how to mend it; nothing where every checkout is as the branch
     */
    public List<String> behind() {
        return behind;
    }

    /** A git command that an interrupt ended fails; what it is then is an interruption. */
    private static RepositoryFailed interruptionOr(RepositoryFailed failure) throws InterruptedException {
        if (Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException("integration was interrupted").initCause(failure);
        }
        return failure;
    }

    private IntegrationClone privateClone() {
        return IntegrationClone.open(repository, directory.resolve("integration"));
    }

    private MergeOutcome tryMerge(WaveWork work) {
        Refs refs = new Refs(repository.git());
        CommitId base = refs.commit(work.target())
                .orElseThrow(() -> new RepositoryFailed("cannot merge onto " + work.target() + " in "
                        + repository.directory() + ": there is no such branch; restore it and run again"));
        if (work.since().filter(since -> !refs.isAncestor(since, base)).isPresent()) {
            return rewound(work.target(), work.since().get(), base);
        }
        IntegrationTree.ofRegeneration(repository, work).forget();
        IntegrationTree.ofTests(repository, work).end();
        refs.set(Refs.waveBase(work.run(), work.wave()), base);
        IntegrationClone clone = privateClone();
        MergeOutcome outcome = merged(clone, work, base);
        if (outcome instanceof MergeOutcome.Merged merged) {
            List<CommitId> known = new ArrayList<>(List.of(base));
            work.tips().forEach(tip -> known.add(tip.tip()));
            clone.publish(merged.candidate().commit(), known, Refs.candidate(work.run(), work.wave()));
            merged.candidate()
                    .renumbered()
                    .forEach(one -> one.commit()
                            .ifPresent(commit -> refs.set(Refs.renumbered(work.run(), one.feature()), commit)));
        }
        return outcome;
    }

    @SuppressWarnings("try") // one process reads as long as that takes
    private MergeOutcome merged(IntegrationClone clone, WaveWork work, CommitId base) {
        try (ObjectReader.Use use = clone.reading()) {
            return waves(clone, base).merge(work, base);
        }
    }

    private WaveMerge waves(IntegrationClone clone, CommitId base) {
        return new WaveMerge(clone, takenBack.apply(clone.git(), base), needs, understanding.apply(clone));
    }

    /** No command overwrites anything: where the histories have parted, merging is left to the user. */
    private MergeOutcome rewound(String name, CommitId since, CommitId now) {
        Git git = repository.git();
        String target = TargetBranch.end(repository, name);
        Optional<Path> checkout = repository.checkouts().stream()
                .filter(one -> one.branch().filter(target::equals).isPresent())
                .map(Checkout::directory)
                .findFirst();
        String command;
        if (!new Refs(git).isAncestor(now, since)) {
            command = ShellText.git(repository.directory()) + " branch landed-" + since.abbreviated() + " " + since;
        } else if (checkout.isPresent()) {
            command = ShellText.forward(checkout.get(), since.value());
        } else {
            command = ShellText.git(repository.directory()) + " fetch . " + since + ":" + ShellText.quote(target);
        }
        return new MergeOutcome.TargetRewound(since, now, command);
    }
}
