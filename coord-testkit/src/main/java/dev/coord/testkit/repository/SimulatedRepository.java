package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Hunk;
import dev.coord.run.Workspaces.Leftover;
import dev.coord.schema.MigrationNumbering;
import dev.coord.testkit.repository.Mishaps.Moment;
import dev.coord.testkit.repository.TreeTests.Tested;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A model of git as values: commits, refs and work trees, merged and landed as the ports promise. */
public final class SimulatedRepository implements Integrator, Workspaces {

    public static final String TARGET = "refs/heads/main";

    private final History history = new History();
    private final Worktrees worktrees = new Worktrees(history);
    private final WaveMerge merge = new WaveMerge(history);
    private final WaveProofs proofs = new WaveProofs(history);
    private final Map<CommitId, Feature> declarations = new HashMap<>();
    private final Set<String> madeBranches = new HashSet<>();
    private final Mishaps mishaps;
    private final TreeTests tests;
    private final List<CommitId> rewound = new ArrayList<>();

    public SimulatedRepository(Mishaps mishaps, TreeTests tests) {
        this.mishaps = mishaps;
        this.tests = tests;
        SortedMap<String, String> tree = new TreeMap<>();
        tree.put("README.md", "begin");
        history.point(TARGET, history.commit(List.of(), tree, Optional.empty()).id());
    }

    @Override
    public void requireFree(Collection<FeatureId> features) {
        List<String> foreign = features.stream()
                .map(SimulatedRepository::branch)
                .filter(branch -> history.ref(branch).isPresent() && !madeBranches.contains(branch))
                .toList();
        if (!foreign.isEmpty()) {
            throw new BadInput("branches " + foreign + " exist and are not coord's");
        }
    }

    @Override
    public List<Leftover> reclaim(Collection<Feature> features, Collection<Workspace> known) {
        return List.of(); // nobody moves anything away here
    }

    @Override
    public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        Path directory = Path.of("/simulated/shop.coord/" + run + "/" + feature + "-" + attempt);
        return new Workspace(run, feature, attempt, directory, branch(feature), base);
    }

    @Override
    public Optional<Duration> prepare(Workspace workspace) {
        mishaps.at("prepare", workspace.directory(), Moment.BEFORE);
        if (worktrees.at(workspace).isPresent()) {
            throw new RepositoryFailed("cannot make " + workspace.directory() + ": it is there already");
        }
        requireFree(List.of(workspace.feature()));
        history.ref(workspace.branch()).ifPresent(old -> history.point(Worktrees.pin("before", workspace), old));
        madeBranches.add(workspace.branch());
        history.point(workspace.branch(), workspace.base());
        mishaps.at("prepare", workspace.directory(), Moment.HALFWAY);
        worktrees.put(
                new Worktree(workspace, workspace.base(), new ResumedTree(history, workspace).files(), List.of()));
        mishaps.at("prepare", workspace.directory(), Moment.AFTER);
        return Optional.empty();
    }

    @Override
    public List<Hunk> conflicts(Workspace workspace) {
        return new ResumedTree(history, workspace).conflicts();
    }

    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        mishaps.at("collect", workspace.directory(), Moment.BEFORE);
        Worktree worktree = worktree(workspace)
                .orElseThrow(() -> new RepositoryFailed("cannot commit in " + workspace.directory() + ": not there"));
        if (!worktree.abandoned().isEmpty()) {
            return new Collected.Unusable("its branch was rewritten", new Collected.Kept(worktrees.pinAll(worktree)));
        }
        Commit base = history.get(workspace.base());
        if (worktree.head().equals(base.id())
                || !history.get(worktree.head()).tree().equals(worktree.tree())) {
            worktree = worktrees.commit(worktree);
        }
        if (workspace.resumes().isPresent()) {
            worktree = worktrees.commit(
                    worktree, List.of(worktree.head(), workspace.resumes().get()));
        }
        history.point(Worktrees.pin("finished", workspace), worktree.head());
        declarations.put(worktree.head(), feature);
        mishaps.at("collect", workspace.directory(), Moment.AFTER);
        List<ConflictedFile> unresolved = Marks.unresolved(worktree.tree());
        return unresolved.isEmpty()
                ? new Collected.Work(worktree.head(), List.copyOf(History.changed(base.tree(), worktree.tree())))
                : new Collected.Unresolved(worktree.head(), unresolved);
    }

    @Override
    public TestResult check(Workspace workspace, Feature feature, CommitId tip) throws InterruptedException {
        return check(workspace, feature, tests);
    }

    /** As with these tests. What a check does to its work tree is taken back, so it is as if it did nothing. */
    public TestResult check(Workspace workspace, Feature feature, TreeTests chosen) throws InterruptedException {
        mishaps.at("check", workspace.directory(), Moment.BEFORE);
        Worktree worktree = worktree(workspace)
                .orElseThrow(() -> new RepositoryFailed("cannot check " + workspace.directory() + ": not there"));
        Check check = new Check(feature.id(), feature.check().orElseThrow());
        TestResult result = chosen.check(check, new Tested(worktree.tree(), new TreeSet<>(List.of(feature.id()))));
        mishaps.at("check", workspace.directory(), Moment.AFTER);
        return result;
    }

    @Override
    public Collected.Kept keep(Workspace workspace, Feature feature) {
        mishaps.at("keep", workspace.directory(), Moment.BEFORE);
        Optional<Worktree> worktree = worktree(workspace);
        if (worktree.isPresent() && worktrees.holdsWork(worktree.get())) {
            worktrees.pinAll(worktree.get());
        }
        mishaps.at("keep", workspace.directory(), Moment.HALFWAY);
        worktrees.takeAway(workspace);
        mishaps.at("keep", workspace.directory(), Moment.AFTER);
        String ref = Worktrees.pin("kept", workspace);
        return new Collected.Kept(history.ref(ref).isPresent() ? ref : "");
    }

    @Override
    public Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        worktree(workspace).ifPresent(worktrees::pinAll);
        String ref = Worktrees.pin("kept", workspace);
        return new Collected.Kept(history.ref(ref).isPresent() ? ref : "", why);
    }

    @Override
    public Collected.Kept remove(Workspace workspace) {
        mishaps.at("remove", workspace.directory(), Moment.BEFORE);
        Optional<String> pinned =
                worktree(workspace).filter(worktrees::holdsUnpinned).map(worktrees::pinAll);
        mishaps.at("remove", workspace.directory(), Moment.HALFWAY);
        worktrees.takeAway(workspace);
        mishaps.at("remove", workspace.directory(), Moment.AFTER);
        return new Collected.Kept(pinned.orElse(""));
    }

    @Override
    public Survey survey(String target, Set<CommitId> commits) {
        mishaps.at("survey", target, Moment.BEFORE);
        if (!target.equals(TARGET)) {
            throw new BadInput("there is no branch " + target);
        }
        SortedMap<FeatureId, Landed> landed = new TreeMap<>();
        for (Commit commit : history.line(target())) {
            commit.feature().ifPresent(tip -> landed.put(tip.feature(), new Landed(commit.id(), tip.digest())));
        }
        SortedSet<CommitId> present = new TreeSet<>(commits);
        present.retainAll(history.ancestors(history.refs().values()));
        SortedSet<CommitId> contained = new TreeSet<>(present);
        contained.retainAll(history.ancestors(List.of(target())));
        return new Survey(target(), landed, present, contained);
    }

    @Override
    public SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> features) {
        SortedMap<FeatureId, List<String>> subjects = new TreeMap<>();
        for (Commit commit : history.line(at)) {
            commit.feature()
                    .filter(tip -> features.contains(tip.feature()))
                    .ifPresent(tip -> subjects.put(tip.feature(), List.of(tip.feature() + ": " + tip.tip())));
        }
        return subjects;
    }

    @Override
    public MergeOutcome merge(WaveWork work) {
        mishaps.at("merge", work.target(), Moment.BEFORE);
        CommitId base = target();
        if (work.since().filter(since -> !history.isAncestor(since, base)).isPresent()) {
            rewound.add(work.since().get());
            return new MergeOutcome.TargetRewound(work.since().get(), base, "git reset");
        }
        MergeOutcome outcome = merge.onto(base, work);
        if (outcome instanceof MergeOutcome.Merged merged) {
            history.point(
                    "refs/coord/candidate/" + work.run() + "/" + work.wave(),
                    merged.candidate().commit());
            mishaps.at("merge", work.target(), Moment.AFTER);
        }
        return outcome;
    }

    /** From now on this gives migrations their numbers. */
    public void numberBy(MigrationNumbering chosen) {
        merge.numberBy(chosen);
    }

    /** It merges whole files, so that nothing of one vanishes, unless it is told what to find. */
    @Override
    public Proof prove(Candidate candidate) {
        mishaps.at("prove", candidate.commit(), Moment.BEFORE);
        if (!isKept(candidate.commit())) {
            throw new RepositoryFailed("cannot look at " + candidate.commit() + ": it is gone");
        }
        Proof proof = proofs.of(candidate);
        mishaps.at("prove", candidate.commit(), Moment.AFTER);
        return proof;
    }

    /** From now on this says what is found of work that nobody has looked at yet. */
    public void findBy(Function<FeatureTip, FeatureProof> chosen) {
        proofs.findBy(chosen);
    }

    /** What is found of a tip, however often it is looked at. */
    public FeatureProof proofOf(FeatureTip tip) {
        return proofs.proofOf(tip);
    }

    @Override
    public Optional<String> tests() {
        return Optional.of("tests");
    }

    @Override
    public TrialOutcome test(Trial trial) throws InterruptedException {
        return test(trial, tests);
    }

    /** As with these tests. */
    public TrialOutcome test(Trial trial, TreeTests chosen) throws InterruptedException {
        mishaps.at("test", trial.work().tips(), Moment.BEFORE);
        Tried tried = tried(trial);
        TrialOutcome outcome = tried.commit().isPresent()
                ? chosen.outcome(trial, tested(tried.commit().get()), tried.leftOut())
                : new TrialOutcome(Optional.empty(), new TreeMap<>(), tried.leftOut(), Optional.empty());
        mishaps.at("test", trial.work().tips(), Moment.AFTER);
        return outcome;
    }

    /**
     * What a trial is of.
     *
     * @param commit that no ref keeps; none where nothing of the work merges
     * @param leftOut what does not merge
     */
    public record Tried(Optional<CommitId> commit, List<FeatureId> leftOut) {}

    /** Merges what is tested. */
    public Tried tried(Trial trial) {
        CommitId known = trial.commit().orElse(trial.base());
        if (!isKept(known)) {
            throw new RepositoryFailed("cannot test " + known + ": it is gone");
        }
        return merge.tried(trial);
    }

    /** What tests are told of a commit. */
    public Tested tested(CommitId commit) {
        return new Tested(history.get(commit).tree(), history.features(commit));
    }

    @Override
    public LandingOutcome land(Candidate candidate) {
        mishaps.at("land", candidate.commit(), Moment.BEFORE);
        if (history.isAncestor(candidate.commit(), target())) {
            return new LandingOutcome.Landed(target());
        }
        if (!target().equals(candidate.base())) {
            return new LandingOutcome.TargetMoved(target());
        }
        history.point(TARGET, candidate.commit());
        mishaps.at("land", candidate.commit(), Moment.AFTER);
        return new LandingOutcome.Landed(candidate.commit());
    }

    /** An agent writes a file. */
    public void write(Workspace workspace, String path, String content) {
        worktrees.write(workspace, path, content);
    }

    /** An agent leaves all but these files as the target has them. */
    public void takeBackAllBut(Workspace workspace, Set<String> paths) {
        worktrees.takeBackAllBut(workspace, paths);
    }

    /** An agent commits what it wrote. */
    public void commitAll(Workspace workspace) {
        worktree(workspace).ifPresent(worktrees::commit);
    }

    /** An agent throws its branch back to the target. */
    public void rewrite(Workspace workspace) {
        worktrees.rewrite(workspace, target());
    }

    /** Somebody else commits to the target. */
    public void commitToTarget(String path, String content) {
        SortedMap<String, String> tree = new TreeMap<>(history.get(target()).tree());
        tree.put(path, content);
        history.point(
                TARGET,
                history.commit(List.of(target()), tree, Optional.empty()).id());
    }

    public CommitId target() {
        return history.ref(TARGET).orElseThrow();
    }

    public History history() {
        return history;
    }

    public SortedMap<Path, Worktree> worktrees() {
        return worktrees.all();
    }

    /** Every content that is in a work tree or in a commit that a ref keeps. */
    public Set<String> contents() {
        Set<String> contents = history.contents(history.refs().values());
        worktrees.all().values().forEach(worktree -> {
            contents.addAll(worktree.tree().values());
            contents.addAll(history.contents(worktree.abandoned()));
            contents.addAll(history.contents(List.of(worktree.head())));
        });
        return contents;
    }

    /** The declaration that finished work was made from. */
    public Optional<Feature> declarationOf(CommitId tip) {
        return Optional.ofNullable(declarations.get(tip));
    }

    /** Work that was refused since a newer holder of what it changed was ahead of it. */
    public List<FeatureTip> overtaken() {
        return merge.overtaken();
    }

    /** What the target was taken to have lost. */
    public List<CommitId> rewound() {
        return rewound;
    }

    /** Whether a ref keeps the commit. */
    private boolean isKept(CommitId commit) {
        return history.ancestors(history.refs().values()).contains(commit);
    }

    /** Grows with every change. */
    public long changes() {
        return history.changes() + worktrees.changes();
    }

    public Optional<Worktree> worktree(Workspace workspace) {
        return worktrees.at(workspace);
    }

    public static String branch(FeatureId feature) {
        return "refs/heads/feature/" + feature;
    }
}
