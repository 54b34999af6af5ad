package dev.coord.testkit.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.merge.Candidate;
import dev.coord.merge.Integrator;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.proof.Proof;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Hunk;
import dev.coord.schema.MigrationNumbering;
import dev.coord.testkit.repository.Commit;
import dev.coord.testkit.repository.Mishaps;
import dev.coord.testkit.repository.SimulatedRepository;
import dev.coord.testkit.repository.SimulatedRepository.Tried;
import dev.coord.testkit.repository.TreeTests;
import dev.coord.testkit.repository.Worktree;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A repository in memory, with one commit on {@link #TARGET}: workspaces and integrator for a {@code ParallelRun} that
 * touches no disk and starts no git. It merges by whole files: two features that changed the same file conflict. It passes the
 * contracts of both ports. Safe from many threads of one process; forgotten with the object.
 */
public final class InMemoryRepository implements Workspaces, Integrator {

    /** The one branch that work lands on. */
    public static final String TARGET = SimulatedRepository.TARGET;

    /** The combined tests of a wave. */
    @FunctionalInterface
    public interface CombinedTests {

        /**
         * Tests what was merged.
         *
         * @param candidate the merged work, whose files {@link #files} tells
         * @return whether it may land
         * @throws InterruptedException if the run is stopped
         */
        boolean pass(Candidate candidate) throws InterruptedException;
    }

    /** The checks of features. */
    @FunctionalInterface
    public interface Checks {

        /**
         * Checks what was merged.
         *
         * @param check whose check, and its command
         * @param files what was merged, with its content
         * @return whether the feature works
         * @throws InterruptedException if the run is stopped
         */
        boolean pass(Check check, SortedMap<String, String> files) throws InterruptedException;
    }

    private final SimulatedRepository model = new SimulatedRepository(Mishaps.NONE, TreeTests.GREEN);
    private final CombinedTests tests;
    private final Checks checks;

    /** A repository whose combined tests always pass. */
    public InMemoryRepository() {
        this(candidate -> true);
    }

    /**
     * A repository with combined tests, in which every check passes.
     *
     * @param tests what says whether a wave may land
     */
    public InMemoryRepository(CombinedTests tests) {
        this(tests, (check, files) -> true);
    }

    /**
     * A repository with tests.
     *
     * @param tests what says whether a wave may land
     * @param checks what says whether a feature works
     */
    public InMemoryRepository(CombinedTests tests, Checks checks) {
        this.tests = tests;
        this.checks = checks;
    }

    /**
     * Says what gives migrations their numbers. Unless it is said, nothing does.
     *
     * @param numbering pure
     * @return this
     */
    public synchronized InMemoryRepository numberedBy(MigrationNumbering numbering) {
        model.numberBy(numbering);
        return this;
    }

    /**
     * An agent writes a file of its work tree, and does not commit it.
     *
     * @param workspace where it works; if its work tree is gone, nothing happens
     * @param path which file
     * @param content all of it
     */
    public synchronized void write(Workspace workspace, String path, String content) {
        model.write(workspace, path, content);
    }

    /**
     * An agent commits everything it wrote.
     *
     * @param workspace where it works; if its work tree is gone, nothing happens
     */
    public synchronized void commit(Workspace workspace) {
        model.commitAll(workspace);
    }

    /**
     * Somebody else commits a file to the target.
     *
     * @param path which file
     * @param content all of it
     * @return the target's new commit
     */
    public synchronized CommitId commitToTarget(String path, String content) {
        model.commitToTarget(path, content);
        return model.target();
    }

    /**
     * Somebody points a ref at the target's commit.
     *
     * @param ref its full name
     */
    public synchronized void makeRef(String ref) {
        model.history().point(ref, model.target());
    }

    /**
     * What has landed.
     *
     * @return the files of the target with their content
     */
    public synchronized SortedMap<String, String> files() {
        return model.history().get(model.target()).tree();
    }

    /**
     * The files of a commit.
     *
     * @param revision a commit's id or the full name of a ref
     * @return its files with their content; none where there is no such ref
     */
    public synchronized SortedMap<String, String> files(String revision) {
        Optional<CommitId> commit =
                revision.startsWith("refs/") ? model.history().ref(revision) : Optional.of(new CommitId(revision));
        return commit.map(model.history()::get).map(Commit::tree).orElseGet(TreeMap::new);
    }

    /**
     * The files of a work tree, committed or not.
     *
     * @param workspace which work tree
     * @return its files with their content; empty where there is no such work tree
     */
    public synchronized Optional<SortedMap<String, String>> files(Workspace workspace) {
        return model.worktree(workspace).map(Worktree::tree);
    }

    @Override
    public synchronized void requireFree(Collection<FeatureId> features) {
        model.requireFree(features);
    }

    @Override
    public synchronized List<Leftover> reclaim(Collection<Feature> features, Collection<Workspace> known) {
        return model.reclaim(features, known);
    }

    @Override
    public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        return model.locate(run, feature, attempt, base);
    }

    @Override
    public synchronized Optional<Duration> prepare(Workspace workspace) {
        return model.prepare(workspace);
    }

    @Override
    public synchronized List<Hunk> conflicts(Workspace workspace) {
        return model.conflicts(workspace);
    }

    @Override
    public synchronized Collected collect(Workspace workspace, Feature feature) {
        return model.collect(workspace, feature);
    }

    @Override
    public TestResult check(Workspace workspace, Feature feature, CommitId tip) throws InterruptedException {
        Check check = new Check(feature.id(), feature.check().orElseThrow());
        return result(checks.pass(check, files(tip.value())), "the check did not pass");
    }

    @Override
    public synchronized Collected.Kept keep(Workspace workspace, Feature feature) {
        return model.keep(workspace, feature);
    }

    @Override
    public synchronized Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        return model.leave(workspace, feature, why);
    }

    @Override
    public synchronized Collected.Kept remove(Workspace workspace) {
        return model.remove(workspace);
    }

    @Override
    public synchronized Survey survey(String target, Set<CommitId> commits) {
        return model.survey(target, commits);
    }

    @Override
    public synchronized SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> features) {
        return model.subjects(at, features);
    }

    @Override
    public synchronized MergeOutcome merge(WaveWork work) {
        return model.merge(work);
    }

    @Override
    public synchronized Proof prove(Candidate candidate) {
        return model.prove(candidate);
    }

    /** Whatever the tests do, others work meanwhile. */
    @Override
    public TrialOutcome test(Trial trial) throws InterruptedException {
        Tried tried;
        synchronized (this) {
            tried = model.tried(trial);
        }
        if (tried.commit().isEmpty()) {
            return new TrialOutcome(Optional.empty(), new TreeMap<>(), tried.leftOut(), Optional.empty());
        }
        Candidate merged =
                new Candidate(trial.work(), trial.base(), tried.commit().get());
        Optional<TestResult> combined = trial.combined()
                ? Optional.of(result(tests.pass(merged), "the combined tests did not pass"))
                : Optional.empty();
        SortedMap<FeatureId, TestResult> results = new TreeMap<>();
        for (Check check : trial.checks()) {
            boolean passes = checks.pass(check, files(merged.commit().value()));
            results.put(check.feature(), result(passes, "the check did not pass"));
        }
        return new TrialOutcome(combined, results, tried.leftOut(), Optional.empty());
    }

    private static TestResult result(boolean passes, String otherwise) {
        return passes ? TestResult.green("") : TestResult.red(otherwise, "");
    }

    @Override
    public Optional<String> tests() {
        return Optional.of("tests");
    }

    @Override
    public synchronized LandingOutcome land(Candidate candidate) {
        return model.land(candidate);
    }
}
