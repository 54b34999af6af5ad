package dev.coord.core.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.plan.Planner;
import dev.coord.core.run.event.PhaseTimes;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunNotice;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.run.step.RunContext;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Memory;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import dev.coord.run.Workspace;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A run told event by event. */
final class Scene {

    static final ProcessId FIRST_OWNER = new ProcessId(1, Instant.EPOCH, "here");
    static final Duration TIMEOUT = Duration.ofMinutes(30);

    static final Feature BASE = Feature.builder("base").writes("a.ts").build();
    private static final Feature LEFT =
            Feature.builder("left").blockedBy("base").writes("l.ts").build();
    private static final Feature RIGHT =
            Feature.builder("right").blockedBy("base").writes("r.ts").build();

    private FeatureSet features;
    private final Schedule schedule;
    private final int agents;
    private RunMachine machine;
    Snapshot snapshot = Snapshot.EMPTY;
    Instant now = Instant.parse("2025-10-30T14:30:00Z");
    final List<RunAction> actions = new ArrayList<>();
    final List<ConflictEntry> conflicts = new ArrayList<>();
    final List<RunNotice> notices = new ArrayList<>();
    /** What the target or the repository had once, until somebody set it back. */
    final List<CommitId> gone = new ArrayList<>();

    /** Features whose declaration was changed. */
    final List<String> mended = new ArrayList<>();

    /** By which commits features have landed, where it matters. */
    final SortedMap<FeatureId, CommitId> merges = new TreeMap<>();

    /** What is to be made once more. */
    final Set<FeatureId> redo = new TreeSet<>();

    Origin origin = Origin.AGENTS;
    boolean allowEmpty;
    boolean structured = true;
    UndeclaredPolicy undeclared = UndeclaredPolicy.AUTO;
    boolean resolver;
    Optional<String> tests = Optional.empty();
    BaselinePolicy baseline = BaselinePolicy.REQUIRED;
    ChecksPolicy checks = ChecksPolicy.TOUCHED;
    boolean keepGood = true;
    OverlapPolicy overlap = OverlapPolicy.SERIALIZE;
    DeletionPolicy deletions = DeletionPolicy.WARN;
    int tries = 1; // what does not merge has failed, unless a test says otherwise
    String onto = "refs/heads/main";
    CommitId target = commit(1);
    private int commits;

    Scene(int agents, Feature... features) {
        this(Schedule.WAVES, agents, features);
    }

    Scene(Schedule schedule, int agents, Feature... features) {
        this.schedule = schedule;
        this.features = FeatureSet.of(List.of(features));
        this.agents = agents;
        this.machine = machine(FIRST_OWNER);
    }

    static FeatureId id(String name) {
        return new FeatureId(name);
    }

    static Feature feature(String id) {
        return Feature.builder(id).writes(id + ".ts").build();
    }

    static Scene twoWaves() {
        return new Scene(4, BASE, LEFT, RIGHT).begin();
    }

    static Scene secondWave() {
        return twoWaves().finished("base").integrated().landed();
    }

    static CommitId commit(int number) {
        return new CommitId(String.format("%040x", number));
    }

    Scene begin() {
        return begin(new TreeMap<>(), Optional.empty());
    }

    /** The owner has died and another process makes the same call. */
    Scene takeOver(long pid) {
        return takeOver(pid, new TreeMap<>());
    }

    Scene takeOver(long pid, SortedMap<FeatureId, String> landed) {
        Optional<ProcessId> dead = snapshot.run().map(run -> run.owner());
        machine = machine(new ProcessId(pid, Instant.EPOCH, "here"));
        actions.clear();
        return begin(landed, dead);
    }

    /** The same after the feature file was edited. */
    Scene takeOver(long pid, Feature declared) {
        features = FeatureSet.of(List.of(declared));
        return takeOver(pid);
    }

    Scene begin(SortedMap<FeatureId, String> landed, Optional<ProcessId> dead) {
        return follow(beginning(landed, dead));
    }

    /** The first step, not taken. */
    RunStep beginning(SortedMap<FeatureId, String> landed, Optional<ProcessId> dead) {
        return ((RunBeginning.Begun) machine.begin(snapshot, start(landed, dead), now)).step();
    }

    RunBeginning tryToBegin(ProcessId owner) {
        return machine(owner).begin(snapshot, start(new TreeMap<>(), Optional.empty()), now);
    }

    Scene on(RunEvent event) {
        return follow(machine.step(snapshot, event, now));
    }

    RunStep peek(RunEvent event) {
        return machine.step(snapshot, event, now);
    }

    Scene made(String id) {
        return on(new RunEvent.WorkspaceMade(new FeatureId(id), attempt(id), Optional.empty()));
    }

    Scene ended(String id, AgentResult result) {
        Duration ran = phase(id) instanceof FeaturePhase.Running running
                ? Duration.between(running.since(), now)
                : Duration.ZERO;
        return on(new RunEvent.AgentEnded(new FeatureId(id), attempt(id), result, ran));
    }

    /** Time passes by the clock that nobody sets; the wall clock stands still. */
    Scene spent(Duration time) {
        PhaseTimes begun = PhaseTimes.NONE.after(snapshot.run().orElseThrow(), Duration.ZERO);
        return on(new RunEvent.Woken(begun.after(snapshot.run().orElseThrow(), time)));
    }

    /** The wall clock jumps. */
    Scene woken() {
        return on(new RunEvent.Woken(PhaseTimes.NONE));
    }

    /** It changed these paths, or else what it declares. */
    Scene collected(String id, String... changed) {
        return found(id, changed.length > 0 ? List.of(changed) : declaredPaths(id));
    }

    Scene nothingFound(String id) {
        return found(id, List.of());
    }

    private Scene found(String id, List<String> changed) {
        return on(new RunEvent.WorkCollected(
                new FeatureId(id), attempt(id), new Collected.Work(commit(100 + ++commits), changed)));
    }

    private List<String> declaredPaths(String id) {
        return declared(id).fileWrites().stream().map(RepoPath::value).toList();
    }

    Scene kept(String id) {
        return on(new RunEvent.WorkKept(new FeatureId(id), attempt(id), new Collected.Kept("refs/coord/kept/" + id)));
    }

    /** Its agent leaves marks in a file. */
    Scene unresolved(String id, String path, int line) {
        return made(id).ended(id, new AgentResult.Succeeded())
                .on(new RunEvent.WorkCollected(
                        new FeatureId(id),
                        attempt(id),
                        new Collected.Unresolved(
                                commit(100 + ++commits),
                                List.of(new ConflictedFile(path, List.of(new LineRange(line, line + 4)), List.of())))));
    }

    /** The whole way of a feature that does well. */
    Scene finished(String id) {
        return made(id).ended(id, new AgentResult.Succeeded()).collected(id);
    }

    /** The whole way of a feature that does well, and has a check. */
    Scene finishedChecked(String id) {
        return finished(id).checked(id, TestResult.green(""));
    }

    Scene checked(String id, TestResult result) {
        return on(new RunEvent.WorkChecked(new FeatureId(id), attempt(id), result));
    }

    /** Merged and tested. */
    Scene integrated() {
        return merged().tested(TrialOutcome.of(TestResult.green("")));
    }

    Scene merged() {
        WaveWork work = last(RunAction.MergeWave.class).work();
        return merged(new MergeOutcome.Merged(new Candidate(work, commit(1), commit(200 + ++commits))));
    }

    /** What was asked to be merged, merged. */
    MergeOutcome candidate() {
        return new MergeOutcome.Merged(
                new Candidate(last(RunAction.MergeWave.class).work(), commit(1), commit(200 + ++commits)));
    }

    /** These do not merge, the others do. */
    Scene mergedWithout(String... features) {
        return merged(conflict(last(RunAction.MergeWave.class).work(), features));
    }

    /** These meet the others of their wave, which land, and then what has landed. */
    Scene metWhatLanded(String... features) {
        List<FeatureId> others = last(RunAction.MergeWave.class).work().tips().stream()
                .map(FeatureTip::feature)
                .filter(other -> !List.of(features).contains(other.value()))
                .toList();
        mergedWithout(features).tested(GREEN).landed();
        merged(new MergeOutcome.NothingMerged(
                last(RunAction.LandWave.class).candidate().commit(),
                Stream.of(features)
                        .<LeftOut>map(feature -> new MergeOutcome.Conflicted(id(feature), List.of(clash(others))))
                        .toList()));
        List.of(features).forEach(this::kept);
        return this;
    }

    private static ConflictedFile clash(List<FeatureId> with) {
        return new ConflictedFile("x.ts", List.of(new LineRange(3, 5)), with);
    }

    static MergeOutcome conflict(WaveWork work, String... features) {
        List<LeftOut> leftOut = new ArrayList<>();
        List<FeatureTip> merged = new ArrayList<>();
        for (FeatureTip tip : work.tips()) {
            if (List.of(features).contains(tip.feature().value())) {
                leftOut.add(new MergeOutcome.Conflicted(
                        tip.feature(),
                        List.of(clash(merged.stream().map(FeatureTip::feature).toList()))));
            } else {
                merged.add(tip);
            }
        }
        return leftOut(work, merged, leftOut);
    }

    static MergeOutcome leftOut(WaveWork work, List<FeatureTip> merged, List<LeftOut> leftOut) {
        return merged.isEmpty()
                ? new MergeOutcome.NothingMerged(work.since().orElse(commit(1)), leftOut)
                : new MergeOutcome.Merged(new Candidate(work.of(merged), commit(1), commit(777)), leftOut);
    }

    /** And nothing vanished. */
    Scene merged(MergeOutcome outcome) {
        onlyMerged(outcome);
        return runPhase() instanceof RunPhase.Proving ? proven() : this;
    }

    Scene onlyMerged(MergeOutcome outcome) {
        return on(new RunEvent.WaveMerged(last(RunAction.MergeWave.class).work(), outcome));
    }

    /** These are found, and of the others nothing; what they changed nobody knows. */
    Scene proven(FeatureProof... found) {
        return proven(Map.of(), found);
    }

    /** The features changed these files, and more than what their declarations say of that is found. */
    Scene proven(Map<String, List<String>> changed, FeatureProof... found) {
        Candidate candidate = last(RunAction.ProveCandidate.class).candidate();
        Map<FeatureId, FeatureProof> proofs = new TreeMap<>();
        List.of(found).forEach(proof -> proofs.put(proof.feature(), proof));
        SortedMap<FeatureId, List<String>> files = new TreeMap<>();
        changed.forEach((id, paths) -> files.put(new FeatureId(id), paths));
        return on(new RunEvent.CandidateProven(
                candidate,
                new Proof(
                        candidate.work().tips().stream()
                                .map(tip -> proofs.getOrDefault(tip.feature(), FeatureProof.of(tip.feature())))
                                .toList(),
                        files)));
    }

    /** What is asked to be tested. */
    Trial trial() {
        return last(RunAction.RunTrial.class).trial();
    }

    /** Every test that is asked for from here on, until nothing is tested any more: red as the trial says. */
    Scene tried(Function<Trial, TrialOutcome> outcome) {
        for (int i = 0; i < 100 && isTesting(); i++) {
            tested(outcome.apply(trial()));
        }
        return this;
    }

    private boolean isTesting() {
        return runPhase() instanceof RunPhase.Searching || runPhase() instanceof RunPhase.Testing;
    }

    static final TrialOutcome RED = TrialOutcome.of(TestResult.red("exit status 1", "1 failing"));
    static final TrialOutcome GREEN = TrialOutcome.of(TestResult.green(""));

    Scene tested(TrialOutcome outcome) {
        return on(new RunEvent.TrialEnded(last(RunAction.RunTrial.class).trial(), outcome));
    }

    /** Merged, and red, though its base is not, and whatever is tried after that is red as well: nobody can be blamed. */
    Scene red() {
        return merged().redTests();
    }

    /** The same for what is merged. */
    Scene redTests() {
        tested(RED);
        while (runPhase() instanceof RunPhase.Searching) {
            Trial trial = last(RunAction.RunTrial.class).trial();
            boolean isBase = trial.work().tips().isEmpty() && trial.memory() == Memory.GREEN;
            tested(isBase ? GREEN : RED);
        }
        return this;
    }

    Scene landed() {
        return landed(new LandingOutcome.Landed(
                last(RunAction.LandWave.class).candidate().commit()));
    }

    Scene landed(LandingOutcome outcome) {
        return on(new RunEvent.WaveLanded(last(RunAction.LandWave.class).candidate(), outcome));
    }

    Scene removed(String id) {
        return removed(id, new Collected.Kept(""));
    }

    Scene removed(String id, Collected.Kept kept) {
        Workspace workspace = ((FeaturePhase.Placed) phase(id)).workspace();
        return on(new RunEvent.WorkspaceRemoved(new FeatureId(id), workspace, kept));
    }

    Feature declared(String id) {
        return Objects.requireNonNull(features.features().get(new FeatureId(id)));
    }

    FeaturePhase phase(String id) {
        return snapshot.run().orElseThrow().feature(new FeatureId(id)).phase();
    }

    SortedMap<FeatureId, FeaturePhase> phases() {
        SortedMap<FeatureId, FeaturePhase> phases = new TreeMap<>();
        snapshot.run().orElseThrow().features().forEach((id, feature) -> phases.put(id, feature.phase()));
        return phases;
    }

    RunPhase runPhase() {
        return snapshot.run().orElseThrow().phase();
    }

    <A extends RunAction> List<A> all(Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <A extends RunAction> A last(Class<A> kind) {
        List<A> all = all(kind);
        return all.get(all.size() - 1);
    }

    SortedMap<FeatureId, String> digests() {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        features.features()
                .keySet()
                .forEach(id -> digests.put(id, (mended.contains(id.value()) ? "new " : "") + "digest of " + id));
        return digests;
    }

    private int attempt(String id) {
        return snapshot.run().orElseThrow().feature(new FeatureId(id)).attempts();
    }

    private Scene follow(RunStep step) {
        snapshot = step.after() == snapshot ? snapshot : step.after().withRevision(snapshot.revision() + 1);
        actions.addAll(step.actions());
        conflicts.addAll(step.conflicts());
        notices.addAll(step.notices());
        return this;
    }

    RunContext context() {
        return new RunContext(features, features, snapshot.run().orElseThrow().owner(), "driver", Scene::locate);
    }

    FeatureSet features() {
        return features;
    }

    RunMachine machine() {
        return machine;
    }

    RunMachine machine(ProcessId owner) {
        return new RunMachine(features, owner, "driver", Scene::locate);
    }

    private static Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
        return new Workspace(
                run, feature, attempt, Path.of("/w", feature + "-" + attempt), "refs/heads/feature/" + feature, base);
    }

    RunStart start(SortedMap<FeatureId, String> landed, Optional<ProcessId> dead) {
        TreeSet<CommitId> present = new TreeSet<>();
        TreeSet<CommitId> contained = new TreeSet<>();
        snapshot.run()
                .ifPresent(run -> run.features().values().forEach(feature -> {
                    feature.sentBack().ifPresent(back -> {
                        present.add(back.tip());
                        contained.add(back.base());
                    });
                    feature.phase().made().ifPresent(made -> {
                        present.add(made.tip());
                        contained.add(made.workspace().base());
                    });
                }));
        if (snapshot.run().map(run -> run.phase()).orElse(null) instanceof RunPhase.Merged merged) {
            present.add(merged.candidate().commit());
        }
        snapshot.run()
                .map(run -> run.phase())
                .filter(RunPhase.Landing.class::isInstance)
                .map(phase -> ((RunPhase.Landing) phase).candidate())
                .filter(candidate -> landed.keySet().containsAll(candidate.features()))
                .ifPresent(candidate -> contained.add(candidate.commit()));
        present.removeAll(gone);
        contained.removeAll(gone);
        return new RunStart(
                new RunId("r" + snapshot.revision()),
                dead,
                digests(),
                Planner.plan(features, agents, overlap),
                RunSettings.builder(onto)
                        .agents(agents)
                        .origin(origin)
                        .schedule(schedule)
                        .overlap(overlap)
                        .deletions(deletions)
                        .tries(tries)
                        .undeclared(undeclared)
                        .timeout(TIMEOUT)
                        .allowEmpty(allowEmpty)
                        .structured(structured)
                        .resolver(resolver)
                        .tests(tests)
                        .baseline(baseline)
                        .checks(checks)
                        .keepGood(keepGood)
                        .redo(redo)
                        .build(),
                new Survey(target, landings(landed), present, contained));
    }

    private SortedMap<FeatureId, Landed> landings(SortedMap<FeatureId, String> digests) {
        SortedMap<FeatureId, Landed> landings = new TreeMap<>();
        digests.forEach((id, digest) -> landings.put(id, new Landed(merges.getOrDefault(id, commit(900)), digest)));
        return landings;
    }
}
