package dev.coord.testkit.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.audit.NameAudit;
import dev.coord.core.audit.NameAudit.Branch;
import dev.coord.core.audit.TouchedFile;
import dev.coord.core.audit.TouchedFile.Kind;
import dev.coord.core.marks.FileCheck;
import dev.coord.core.path.PathPattern;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.CandidateFiles.ChangedFile;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Hunk;
import dev.coord.run.Workspaces.Leftover;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.Numbering;
import dev.coord.testkit.repository.Mishaps.Moment;
import dev.coord.testkit.repository.TreeTests.Tested;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import java.util.stream.Stream;

/** A model of git as values: commits, refs and work trees, merged and landed as the ports promise. */
public final class SimulatedRepository implements Integrator, Workspaces {

    public static final String TARGET = "refs/heads/main";

    private final History history = new History();
    private final SortedMap<Path, Worktree> worktrees = new TreeMap<>();
    private final Map<CommitId, Feature> declarations = new HashMap<>();
    private final Set<String> madeBranches = new HashSet<>();
    private final Mishaps mishaps;
    private final TreeTests tests;
    private final List<FeatureTip> overtaken = new ArrayList<>();
    private final List<CommitId> rewound = new ArrayList<>();
    private final Map<CommitId, FeatureProof> proofs = new HashMap<>();
    private Function<FeatureTip, FeatureProof> finder = tip -> FeatureProof.of(tip.feature());
    private MigrationNumbering numbering = MigrationNumbering.NONE;
    private long changes;

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
        if (worktrees.containsKey(workspace.directory())) {
            throw new RepositoryFailed("cannot make " + workspace.directory() + ": it is there already");
        }
        requireFree(List.of(workspace.feature()));
        history.ref(workspace.branch()).ifPresent(old -> history.point(pin("before", workspace), old));
        madeBranches.add(workspace.branch());
        point(workspace.branch(), workspace.base());
        mishaps.at("prepare", workspace.directory(), Moment.HALFWAY);
        Commit base = history.get(workspace.base());
        put(new Worktree(workspace, base.id(), resumed(workspace, base), List.of()));
        mishaps.at("prepare", workspace.directory(), Moment.AFTER);
        return Optional.empty();
    }

    /** What the workspace resumes, merged with its base: files in conflict have both sides between marks. */
    private SortedMap<String, String> resumed(Workspace workspace, Commit base) {
        if (workspace.resumes().isEmpty()) {
            return base.tree();
        }
        Commit tip = history.get(workspace.resumes().get());
        Commit common = history.get(history.base(base.id(), tip.id()));
        SortedSet<String> own = History.changed(common.tree(), tip.tree());
        SortedMap<String, String> tree = new TreeMap<>(overlaid(base, tip, own));
        for (Hunk hunk : conflicts(workspace)) {
            tree.put(hunk.path(), Marks.around(hunk.target(), hunk.own()));
        }
        return tree;
    }

    @Override
    public List<Hunk> conflicts(Workspace workspace) {
        if (workspace.resumes().isEmpty()) {
            return List.of();
        }
        Commit base = history.get(workspace.base());
        Commit tip = history.get(workspace.resumes().get());
        SortedMap<String, String> common =
                history.get(history.base(base.id(), tip.id())).tree();
        SortedSet<String> clashes = History.changed(base.tree(), tip.tree());
        clashes.retainAll(History.changed(common, tip.tree()));
        clashes.retainAll(History.changed(common, base.tree()));
        SortedSet<String> places = new TreeSet<>(Marks.in(tip.tree()));
        places.addAll(clashes);
        return places.stream()
                .map(path -> {
                    String own = tip.tree().getOrDefault(path, "");
                    return clashes.contains(path)
                            ? new Hunk(path, 1, base.tree().getOrDefault(path, ""), common.getOrDefault(path, ""), own)
                            : Marks.hunk(path, own);
                })
                .toList();
    }

    @Override
    public Collected collect(Workspace workspace, Feature feature) {
        mishaps.at("collect", workspace.directory(), Moment.BEFORE);
        Worktree worktree = worktree(workspace)
                .orElseThrow(() -> new RepositoryFailed("cannot commit in " + workspace.directory() + ": not there"));
        if (!worktree.abandoned().isEmpty()) {
            return new Collected.Unusable("its branch was rewritten", new Collected.Kept(pinAll(worktree)));
        }
        Commit base = history.get(workspace.base());
        if (worktree.head().equals(base.id())
                || !history.get(worktree.head()).tree().equals(worktree.tree())) {
            worktree = commit(worktree);
        }
        if (workspace.resumes().isPresent()) {
            Commit both = history.commit(
                    List.of(worktree.head(), workspace.resumes().get()), worktree.tree(), Optional.empty());
            worktree = worktree.at(both);
            put(worktree);
            point(workspace.branch(), both.id());
        }
        point(pin("finished", workspace), worktree.head());
        declarations.put(worktree.head(), feature);
        mishaps.at("collect", workspace.directory(), Moment.AFTER);
        List<ConflictedFile> unresolved = Marks.in(worktree.tree()).stream()
                .map(path -> new ConflictedFile(path, List.of(new LineRange(1, 1)), List.of()))
                .toList();
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
        if (worktree.isPresent() && holdsWork(worktree.get())) {
            pinAll(worktree.get());
        }
        mishaps.at("keep", workspace.directory(), Moment.HALFWAY);
        takeAway(workspace);
        mishaps.at("keep", workspace.directory(), Moment.AFTER);
        String ref = pin("kept", workspace);
        return new Collected.Kept(history.ref(ref).isPresent() ? ref : "");
    }

    @Override
    public Collected.Kept leave(Workspace workspace, Feature feature, String why) {
        worktree(workspace).ifPresent(this::pinAll);
        String ref = pin("kept", workspace);
        return new Collected.Kept(history.ref(ref).isPresent() ? ref : "", why);
    }

    @Override
    public Collected.Kept remove(Workspace workspace) {
        mishaps.at("remove", workspace.directory(), Moment.BEFORE);
        Optional<String> pinned =
                worktree(workspace).filter(this::holdsUnpinned).map(this::pinAll);
        mishaps.at("remove", workspace.directory(), Moment.HALFWAY);
        takeAway(workspace);
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
        MergeOutcome outcome = merged(work, base);
        if (outcome instanceof MergeOutcome.Merged merged) {
            point(
                    "refs/coord/candidate/" + work.run() + "/" + work.wave(),
                    merged.candidate().commit());
            mishaps.at("merge", work.target(), Moment.AFTER);
        }
        return outcome;
    }

    private MergeOutcome merged(WaveWork work, CommitId base) {
        Commit merged = history.get(base);
        SortedMap<String, FeatureId> changedBy = new TreeMap<>();
        List<FeatureTip> tips = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        List<Renumbered> renumbered = new ArrayList<>();
        for (FeatureTip tip : work.tips()) {
            Optional<Renumbered> numbers = renumbered(tip, merged, changedBy);
            Commit mine = history.get(numbers.flatMap(Renumbered::commit).orElse(tip.tip()));
            Commit common = history.get(history.base(merged.id(), mine.id()));
            SortedSet<String> own = History.changed(common.tree(), mine.tree());
            Optional<LeftOut> reason = leftOut(tip, mine, own, common, merged, changedBy);
            if (reason.isPresent()) {
                leftOut.add(reason.get());
                continue;
            }
            merged = history.commit(List.of(merged.id(), mine.id()), overlaid(merged, mine, own), Optional.of(tip));
            own.forEach(path -> changedBy.put(path, tip.feature()));
            tips.add(tip);
            numbers.ifPresent(renumbered::add);
        }
        if (tips.isEmpty()) {
            return new MergeOutcome.NothingMerged(base, leftOut);
        }
        return new MergeOutcome.Merged(new Candidate(work.of(tips), base, merged.id(), List.of(), renumbered), leftOut);
    }

    /** From now on this gives migrations their numbers. */
    public void numberBy(MigrationNumbering chosen) {
        numbering = chosen;
    }

    private Optional<Renumbered> renumbered(FeatureTip tip, Commit onto, SortedMap<String, FeatureId> changedBy) {
        Commit mine = history.get(tip.tip());
        Commit common = history.get(history.base(onto.id(), mine.id()));
        if (!(numbering.number(new NumberedTree(common.tree(), onto.tree(), mine.tree()))
                instanceof Numbering.Renumbered done)) {
            return Optional.empty();
        }
        SortedMap<String, String> tree = new TreeMap<>(mine.tree());
        done.places().forEach(place -> tree.remove(place.from()));
        done.places().forEach(place -> tree.put(place.to(), mine.tree().getOrDefault(place.from(), "")));
        done.contents().forEach((path, content) -> tree.put(path, new String(content, UTF_8)));
        Commit commit = history.commit(List.of(mine.id()), tree, Optional.empty());
        point("refs/coord/renumbered/" + tip.feature(), commit.id());
        return Optional.of(new Renumbered(
                tip.feature(),
                tip.tip(),
                Optional.of(commit.id()),
                done.places().stream()
                        .map(place -> new Renaming(
                                place.from(),
                                place.to(),
                                place.number(),
                                place.after(),
                                Stream.ofNullable(changedBy.get(place.after())).toList()))
                        .toList(),
                done.notes()));
    }

    private Optional<LeftOut> leftOut(
            FeatureTip tip,
            Commit mine,
            SortedSet<String> own,
            Commit common,
            Commit merged,
            Map<String, FeatureId> changedBy) {
        Optional<LeftOut> late = overtaken(tip, own, merged);
        if (late.isPresent()) {
            return late;
        }
        SortedSet<String> clashes = History.changed(mine.tree(), merged.tree());
        clashes.retainAll(own);
        clashes.retainAll(History.changed(common.tree(), merged.tree()));
        return clashes.isEmpty()
                ? Optional.empty()
                : Optional.of(new MergeOutcome.Conflicted(
                        tip.feature(),
                        clashes.stream()
                                .map(path -> new ConflictedFile(
                                        path,
                                        List.of(),
                                        Stream.ofNullable(changedBy.get(path)).toList()))
                                .toList()));
    }

    /** It merges whole files, so that nothing of one vanishes, unless it is told what to find. */
    @Override
    public Proof prove(Candidate candidate) {
        mishaps.at("prove", candidate.commit(), Moment.BEFORE);
        if (!isKept(candidate.commit())) {
            throw new RepositoryFailed("cannot look at " + candidate.commit() + ": it is gone");
        }
        Proof proof = proof(candidate);
        mishaps.at("prove", candidate.commit(), Moment.AFTER);
        return proof;
    }

    private Proof proof(Candidate candidate) {
        List<FeatureTip> tips = candidate.work().tips();
        List<Commit> line = history.line(candidate.commit());
        List<Branch> branches = new ArrayList<>();
        SortedMap<FeatureId, List<String>> changed = new TreeMap<>();
        for (int i = 0; i < tips.size(); i++) {
            FeatureTip tip = tips.get(i);
            CommitId before = line.get(line.size() - 1 - tips.size() + i).id();
            CommitId merged = candidate.mergedTips().get(i);
            SortedMap<String, String> begun =
                    history.get(history.base(before, merged)).tree();
            SortedMap<String, String> made = history.get(merged).tree();
            List<String> files = List.copyOf(History.changed(begun, made));
            changed.put(tip.feature(), files);
            branches.add(new Branch(
                    tip.feature(),
                    files.stream()
                            .map(path -> new TouchedFile(path, kind(begun, path), kind(made, path), ""))
                            .toList(),
                    Set.of()));
        }
        SortedMap<FeatureId, List<AuditFinding>> names =
                NameAudit.of(branches, history.get(candidate.commit()).tree().keySet());
        List<IntegrityFinding> broken = new FileCheck().find(files(candidate, changed));
        return new Proof(
                tips.stream()
                        .map(tip -> proofOf(tip)
                                .with(names.getOrDefault(tip.feature(), List.of()))
                                .withIntegrity(broken.stream()
                                        .filter(finding -> finding.feature().equals(tip.feature()))
                                        .toList()))
                        .toList(),
                changed);
    }

    private TreeFiles files(Candidate candidate, SortedMap<FeatureId, List<String>> changed) {
        List<ChangedFile> files = new ArrayList<>();
        Map<FeatureId, SortedMap<String, String>> own = new HashMap<>();
        Map<FeatureId, SortedMap<String, String>> begun = new HashMap<>();
        for (FeatureTip tip : candidate.work().tips()) {
            SortedMap<String, String> made = history.get(tip.tip()).tree();
            own.put(tip.feature(), made);
            begun.put(
                    tip.feature(),
                    history.get(history.base(candidate.base(), tip.tip())).tree());
            changed.getOrDefault(tip.feature(), List.of())
                    .forEach(path -> files.add(new ChangedFile(tip.feature(), path, !made.containsKey(path))));
        }
        return new TreeFiles(
                files,
                own,
                begun,
                history.get(candidate.base()).tree(),
                history.get(candidate.commit()).tree());
    }

    private static Kind kind(SortedMap<String, String> tree, String path) {
        return tree.containsKey(path) ? Kind.FILE : Kind.NOTHING;
    }

    /** From now on this says what is found of work that nobody has looked at yet. */
    public void findBy(Function<FeatureTip, FeatureProof> chosen) {
        finder = chosen;
    }

    /** What is found of a tip, however often it is looked at. */
    public FeatureProof proofOf(FeatureTip tip) {
        return proofs.computeIfAbsent(tip.tip(), id -> finder.apply(tip));
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
                ? outcome(trial, tested(tried.commit().get()), tried.leftOut(), chosen)
                : new TrialOutcome(Optional.empty(), new TreeMap<>(), tried.leftOut(), Optional.empty());
        mishaps.at("test", trial.work().tips(), Moment.AFTER);
        return outcome;
    }

    private static TrialOutcome outcome(Trial trial, Tested tested, List<FeatureId> leftOut, TreeTests chosen)
            throws InterruptedException {
        Optional<TestResult> combined = trial.combined() ? Optional.of(chosen.combined(tested)) : Optional.empty();
        SortedMap<FeatureId, TestResult> checks = new TreeMap<>();
        for (Check check : trial.checks()) {
            checks.put(check.feature(), chosen.check(check, tested));
        }
        return new TrialOutcome(combined, checks, leftOut, Optional.empty());
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
        List<FeatureTip> tips = trial.work().tips();
        if (trial.commit().isPresent() || tips.isEmpty()) {
            return new Tried(Optional.of(known), List.of());
        }
        if (trial.changeSince().isPresent()) {
            Optional<CommitId> change = change(tips.get(0), trial.changeSince().get(), history.get(known));
            return new Tried(
                    change, change.isPresent() ? List.of() : List.of(tips.get(0).feature()));
        }
        MergeOutcome outcome = merged(trial.work(), known);
        return new Tried(
                outcome instanceof MergeOutcome.Merged merged
                        ? Optional.of(merged.candidate().commit())
                        : Optional.empty(),
                outcome.leftOut().stream().map(LeftOut::feature).toList());
    }

    private Optional<CommitId> change(FeatureTip tip, CommitId since, Commit onto) {
        Commit mine = history.get(tip.tip());
        SortedMap<String, String> begun = history.get(since).tree();
        SortedSet<String> own = History.changed(begun, mine.tree());
        SortedSet<String> clashes = History.changed(begun, onto.tree());
        clashes.retainAll(own);
        clashes.retainAll(History.changed(mine.tree(), onto.tree()));
        return clashes.isEmpty()
                ? Optional.of(history.commit(List.of(onto.id()), overlaid(onto, mine, own), Optional.of(tip))
                        .id())
                : Optional.empty();
    }

    /** What tests are told of a commit. */
    public Tested tested(CommitId commit) {
        SortedSet<FeatureId> features = new TreeSet<>();
        history.ancestors(List.of(commit))
                .forEach(id -> history.get(id).feature().ifPresent(tip -> features.add(tip.feature())));
        return new Tested(history.get(commit).tree(), features);
    }

    private Optional<LeftOut> overtaken(FeatureTip tip, SortedSet<String> own, Commit merged) {
        Fence fence = tip.fence().orElseThrow();
        SortedSet<String> fenced = new TreeSet<>(own);
        fenced.removeIf(path -> !isHeld(fence, path));
        Set<CommitId> known = history.ancestors(List.of(tip.tip()));
        for (CommitId id : history.ancestors(List.of(merged.id()))) {
            Commit commit = history.get(id);
            Optional<Fence> other = commit.feature().flatMap(FeatureTip::fence);
            if (known.contains(id) || other.isEmpty() || other.get().token().compareTo(fence.token()) <= 0) {
                continue;
            }
            SortedSet<String> both =
                    History.changed(history.get(commit.parents().get(0)).tree(), commit.tree());
            both.retainAll(fenced);
            both.removeIf(path -> !isHeld(other.get(), path));
            if (!both.isEmpty()) {
                overtaken.add(tip);
                return Optional.of(new MergeOutcome.Overtaken(
                        tip.feature(),
                        fence.token(),
                        commit.feature().orElseThrow().feature(),
                        other.get().token(),
                        List.copyOf(both)));
            }
        }
        return Optional.empty();
    }

    private static boolean isHeld(Fence fence, String path) {
        return fence.writes().stream().anyMatch(locked -> PathPattern.of(locked).matches(path));
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
        point(TARGET, candidate.commit());
        mishaps.at("land", candidate.commit(), Moment.AFTER);
        return new LandingOutcome.Landed(candidate.commit());
    }

    /** An agent writes a file. */
    public void write(Workspace workspace, String path, String content) {
        worktree(workspace).ifPresent(worktree -> put(worktree.writing(path, content)));
    }

    /** An agent leaves all but these files as the target has them. */
    public void takeBackAllBut(Workspace workspace, Set<String> paths) {
        SortedMap<String, String> base = history.get(workspace.base()).tree();
        worktree(workspace)
                .map(worktree -> History.changed(base, worktree.tree()))
                .ifPresent(changed -> changed.stream()
                        .filter(path -> !paths.contains(path))
                        .forEach(path -> worktree(workspace).ifPresent(worktree -> put(worktree.leaving(path, base)))));
    }

    /** An agent commits what it wrote. */
    public void commitAll(Workspace workspace) {
        worktree(workspace).ifPresent(this::commit);
    }

    /** An agent throws its branch back to the target. */
    public void rewrite(Workspace workspace) {
        worktree(workspace).ifPresent(worktree -> {
            Worktree committed = commit(worktree);
            Worktree reset = committed.resetTo(history.get(target()));
            put(reset);
            point(workspace.branch(), reset.head());
        });
    }

    /** Somebody else commits to the target. */
    public void commitToTarget(String path, String content) {
        SortedMap<String, String> tree = new TreeMap<>(history.get(target()).tree());
        tree.put(path, content);
        point(TARGET, history.commit(List.of(target()), tree, Optional.empty()).id());
    }

    public CommitId target() {
        return history.ref(TARGET).orElseThrow();
    }

    public History history() {
        return history;
    }

    public SortedMap<Path, Worktree> worktrees() {
        return Collections.unmodifiableSortedMap(worktrees);
    }

    /** Every content that is in a work tree or in a commit that a ref keeps. */
    public Set<String> contents() {
        Set<String> contents = new HashSet<>();
        worktrees.values().forEach(worktree -> {
            contents.addAll(worktree.tree().values());
            List<CommitId> heads = new ArrayList<>(worktree.abandoned());
            heads.add(worktree.head());
            history.ancestors(heads)
                    .forEach(id -> contents.addAll(history.get(id).tree().values()));
        });
        history.ancestors(history.refs().values())
                .forEach(id -> contents.addAll(history.get(id).tree().values()));
        return contents;
    }

    /** The declaration that finished work was made from. */
    public Optional<Feature> declarationOf(CommitId tip) {
        return Optional.ofNullable(declarations.get(tip));
    }

    /** Work that was refused since a newer holder of what it changed was ahead of it. */
    public List<FeatureTip> overtaken() {
        return overtaken;
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
        return changes;
    }

    public Optional<Worktree> worktree(Workspace workspace) {
        return Optional.ofNullable(worktrees.get(workspace.directory()));
    }

    public static String branch(FeatureId feature) {
        return "refs/heads/feature/" + feature;
    }

    private static String pin(String kind, Workspace workspace) {
        return "refs/coord/" + kind + "/" + workspace.run() + "/" + workspace.feature() + "-" + workspace.attempt();
    }

    private static SortedMap<String, String> overlaid(Commit onto, Commit mine, SortedSet<String> paths) {
        SortedMap<String, String> tree = new TreeMap<>(onto.tree());
        for (String path : paths) {
            if (mine.tree().containsKey(path)) {
                tree.put(path, mine.tree().get(path));
            } else {
                tree.remove(path);
            }
        }
        return tree;
    }

    private boolean holdsWork(Worktree worktree) {
        Workspace place = worktree.place();
        return !worktree.abandoned().isEmpty()
                || !worktree.head().equals(place.base())
                || !worktree.tree().equals(history.get(place.base()).tree());
    }

    private boolean holdsUnpinned(Worktree worktree) {
        List<CommitId> pins = history.refs().entrySet().stream()
                .filter(ref -> !ref.getKey().startsWith("refs/heads/feature/"))
                .map(Map.Entry::getValue)
                .toList();
        return !worktree.abandoned().isEmpty()
                || !history.get(worktree.head()).tree().equals(worktree.tree())
                || !history.ancestors(pins).contains(worktree.head());
    }

    private Worktree commit(Worktree worktree) {
        Commit commit = history.commit(List.of(worktree.head()), worktree.tree(), Optional.empty());
        Worktree committed = worktree.at(commit);
        put(committed);
        point(worktree.place().branch(), commit.id());
        return committed;
    }

    /** One commit above everything the work tree ever held, under one ref. */
    private String pinAll(Worktree worktree) {
        List<CommitId> parents = new ArrayList<>();
        parents.add(worktree.head());
        parents.addAll(worktree.abandoned());
        String ref = pin("kept", worktree.place());
        point(ref, history.commit(parents, worktree.tree(), Optional.empty()).id());
        return ref;
    }

    private void takeAway(Workspace workspace) {
        boolean laterAttempt = worktrees.values().stream()
                .anyMatch(other -> other.place().branch().equals(workspace.branch())
                        && !other.place().equals(workspace));
        worktrees.remove(workspace.directory());
        if (!laterAttempt) {
            history.drop(workspace.branch());
        }
        changes++;
    }

    private void put(Worktree worktree) {
        worktrees.put(worktree.place().directory(), worktree);
        changes++;
    }

    private void point(String ref, CommitId commit) {
        history.point(ref, commit);
        changes++;
    }
}
