package dev.coord.testkit.driver;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Hunk;
import dev.coord.run.Workspaces.Leftover;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A repository in memory in which everything merges, unless it is told to fail. */
final class EasyRepository implements Workspaces, Integrator {

    private static final CommitId BASE = new CommitId("1".repeat(40));
    private static final CommitId TIP = new CommitId("2".repeat(40));

    private final FeatureSet features;

    /** Work trees that are there, as their directories. */
    final Set<Path> workTrees = new ConcurrentSkipListSet<>();

    final SortedMap<FeatureId, Landed> landed = new ConcurrentSkipListMap<>();
    volatile @Nullable RuntimeException telling;
    volatile @Nullable RuntimeException merging;
    volatile @Nullable RuntimeException proving;
    volatile @Nullable RuntimeException testing;
    volatile @Nullable RuntimeException landing;
    volatile Runnable whenCollecting = () -> {};
    volatile Runnable whenReclaiming = () -> {};
    volatile Consumer<FeatureId> whenLocating = feature -> {};
    volatile Runnable whenFailing = () -> {};

    EasyRepository(FeatureSet features) {
        this.features = features;
    }

    @Override
    public void requireFree(Collection<FeatureId> wanted) {}

    @Override
    public List<Leftover> reclaim(Collection<Feature> wanted, Collection<Workspace> known) {
        whenReclaiming.run();
        return List.of();
    }

    @Override
    public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        whenLocating.accept(feature);
        return new Workspace(
                run, feature, attempt, Path.of("/w", feature + "-" + attempt), "refs/heads/feature/" + feature, base);
    }

    @Override
    public Optional<Duration> prepare(Workspace workspace) {
        workTrees.add(workspace.directory());
        return Optional.empty();
    }

    @Override
    public List<Hunk> conflicts(Workspace workspace) {
        return List.of();
    }

    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        whenCollecting.run();
        return new Collected.Work(
                TIP, feature.fileWrites().stream().map(RepoPath::value).toList());
    }

    @Override
    public Collected.Kept keep(Workspace workspace, Feature feature) {
        workTrees.remove(workspace.directory());
        return new Collected.Kept("");
    }

    @Override
    public Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        return new Collected.Kept("refs/coord/kept/" + workspace.feature(), why);
    }

    @Override
    public Collected.Kept remove(Workspace workspace) {
        workTrees.remove(workspace.directory());
        return new Collected.Kept("");
    }

    @Override
    public Survey survey(String target, Set<CommitId> commits) {
        SortedSet<CommitId> contained = new TreeSet<>(commits);
        contained.removeIf(commit -> commit.equals(TIP) && landed.isEmpty());
        return new Survey(BASE, new TreeMap<>(landed), new TreeSet<>(commits), contained);
    }

    @Override
    public SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> wanted) {
        fail(telling);
        SortedMap<FeatureId, List<String>> subjects = new TreeMap<>();
        landed.keySet().stream().filter(wanted::contains).forEach(id -> subjects.put(id, List.of("Work of " + id)));
        return subjects;
    }

    @Override
    public MergeOutcome merge(WaveWork work) {
        fail(merging);
        return new MergeOutcome.Merged(new Candidate(work, BASE, TIP));
    }

    @Override
    public Proof prove(Candidate candidate) {
        fail(proving);
        return new Proof(candidate.work().tips().stream()
                .map(tip -> FeatureProof.of(tip.feature()))
                .toList());
    }

    @Override
    public TrialOutcome test(Trial trial) {
        fail(testing);
        return TrialOutcome.of(TestResult.green(""));
    }

    @Override
    public Optional<String> tests() {
        return Optional.empty();
    }

    @Override
    public TestResult check(Workspace workspace, Feature feature, CommitId tip) {
        return TestResult.green("");
    }

    @Override
    public LandingOutcome land(Candidate candidate) {
        fail(landing);
        for (FeatureTip tip : candidate.work().tips()) {
            String digest = FeatureJson.digest(features.get(tip.feature()));
            landed.put(tip.feature(), new Landed(candidate.commit(), digest));
        }
        return new LandingOutcome.Landed(candidate.commit());
    }

    private void fail(@Nullable RuntimeException failure) {
        if (failure != null) {
            whenFailing.run();
            throw failure;
        }
    }
}
