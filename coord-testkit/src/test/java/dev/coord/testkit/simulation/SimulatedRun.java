package dev.coord.testkit.simulation;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.answer.run.NoticeText;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial.Check;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.testkit.FaultyStore;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.ManualClock;
import dev.coord.testkit.repository.SimulatedRepository;
import dev.coord.testkit.repository.TreeTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run from its first command to its end: the command is given again whenever it ended before everything landed, first in
 * a world where much goes wrong, then in a calm one, where everything has to land. Some make some of it once more after that.
 */
final class SimulatedRun {

    /** One line of the story, put into words only if it is told. */
    record Line(Duration at, String what, List<Object> about) {

        @Override
        public String toString() {
            return at + " " + what + about.stream().map(thing -> " " + thing).collect(Collectors.joining());
        }
    }

    private static final int MOST_WILD_TRIES = 20;
    private static final int MOST_EVENTS = 200_000;
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final long seed;
    private final Chance chance;
    private final Fates fates;
    private final ManualClock clock = new ManualClock();
    private final Timeline timeline = new Timeline(clock);
    private final InMemoryStore memory = new InMemoryStore(clock);
    private final FaultyStore store;
    private final SimulatedRepository repository;
    private final SimulatedAgents agents;
    private final Outsider outsider;
    private final Watch watch;
    private final Defects defects;
    private final double red;
    private final boolean isBaseRed;
    private final boolean agentsAreProcesses;
    private final boolean mends;
    private final SortedMap<FeatureId, CommitId> toReplace = new TreeMap<>();
    private RunSettings settings;
    private final List<Line> story = new ArrayList<>();
    private FeatureSet features;
    private FeatureSet previous;
    private SimulatedCoordinator coordinator;
    private long tries;
    private long calmTries;
    private boolean calm;
    private boolean landed;
    private boolean over;

    /** A world drawn from a seed. */
    SimulatedRun(long seed) {
        this(seed, Fates::drawn, true, new Chance(~seed).happens(0.5));
    }

    /** A world where agents make no mistakes that tests find. */
    SimulatedRun(long seed, Function<Chance, Fates> fates, boolean wild) {
        this(seed, fates, wild, false);
    }

    /**
     * @param fates what goes wrong by itself
     * @param wild whether agents misbehave and outsiders meddle too
     * @param breaking whether agents break each other's work
     */
    SimulatedRun(long seed, Function<Chance, Fates> fates, boolean wild, boolean breaking) {
        this.seed = seed;
        chance = new Chance(seed);
        this.fates = fates.apply(chance);
        features = RandomFeatures.draw(chance);
        previous = features;
        Chance ofDefects = new Chance(~seed);
        defects = new Defects(breaking, ofDefects, features);
        boolean resolves = new Chance(seed).happens(0.3);
        settings = RunSettings.builder(SimulatedRepository.TARGET)
                .agents(1 + chance.below(4))
                .schedule(chance.happens(0.5) ? Schedule.WAVES : Schedule.CONTINUOUS)
                .timeout(Duration.ofSeconds(50 + chance.below(100)))
                .overlap(chance.happens(0.4) ? OverlapPolicy.OPTIMISTIC : OverlapPolicy.SERIALIZE)
                .tries(resolves ? 1 : RunSettings.DEFAULT_TRIES)
                .resolver(resolves)
                .tests(Optional.of("tests"))
                .baseline(breaking ? ofDefects.pick(List.of(BaselinePolicy.values())) : BaselinePolicy.REQUIRED)
                .build();
        isBaseRed = breaking && settings.baseline() == BaselinePolicy.ALLOW_RED && new Chance(seed).happens(0.6);
        agentsAreProcesses = chance.happens(0.8);
        mends = wild && chance.happens(0.3);
        red = wild && chance.happens(0.5) ? 0.2 : 0;
        store = new FaultyStore(memory, this.fates::ofUpdate);
        repository = new SimulatedRepository(this.fates, new WorldTests());
        double lost = wild && chance.happens(0.5) ? 0.1 : 0;
        repository.findBy(tip -> found(tip, !calm && chance.happens(lost)));
        agents = new SimulatedAgents(this);
        outsider = new Outsider(this, wild && chance.happens(0.7) ? 0.5 : 0);
        watch = new Watch(this);
        coordinator = next(process());
        if (!wild) {
            agents.behave();
        }
    }

    /** Red where agents broke something, and, as long as the world is not calm, now and then; one test may fail whatever is done. */
    private final class WorldTests implements TreeTests {

        @Override
        public TestResult combined(Tested tested) {
            SortedSet<String> failing = failing(tested);
            if (!isBaseRed) {
                return result(failing, new TreeSet<>());
            }
            failing.add("fails anyway");
            return result(failing, failing);
        }

        @Override
        public TestResult check(Check check, Tested tested) {
            return result(failing(tested), new TreeSet<>());
        }

        private SortedSet<String> failing(Tested tested) {
            SortedSet<String> failing = new TreeSet<>();
            if (!calm && chance.happens(red)) {
                failing.add("flaky");
            }
            if (defects.areIn(tested.files())) {
                failing.add("broken");
            }
            return failing;
        }

        private static TestResult result(SortedSet<String> failing, SortedSet<String> told) {
            return failing.isEmpty()
                    ? TestResult.green("")
                    : new TestResult(Verdict.RED, "exit status 1", "1 failed", told, Duration.ZERO, false);
        }
    }

    private static FeatureProof found(FeatureTip tip, boolean isLost) {
        LostLine line = new LostLine(
                "README.md", 1, "begin", Side.TARGET, new Culprit(Optional.of(tip.tip()), "Merge branch 'main'"));
        return new FeatureProof(
                tip.feature(), LineCount.NONE, isLost ? List.of(line) : List.of(), List.of(), List.of(), List.of());
    }

    /** Plays to the end; fails with the seed and the story. */
    void play() {
        try {
            tell("begins with", features, settings);
            timeline.in(Duration.ZERO, this::launch);
            outsider.begin();
            int events = 0;
            while (!over && timeline.next()) {
                watch.afterEvent();
                if (++events > MOST_EVENTS) {
                    throw watch.violated(
                            "the run does not end: " + memory.read().run());
                }
            }
            if (!over) {
                throw watch.violated("nothing happens any more, and the run has not ended");
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\nrerun with -Dcoord.seed=" + seed + "\n" + latest(), e);
        }
    }

    /** A try of the run ended, in one way or another. */
    void coordinatorEnded(SimulatedCoordinator.Fate fate) {
        if (fate != SimulatedCoordinator.Fate.ENDED) {
            if (fate == SimulatedCoordinator.Fate.GAVE_UP
                    && memory.read()
                            .run()
                            .filter(run -> run.phase() instanceof RunPhase.Done)
                            .isPresent()) {
                beginToReplace(); // it has signed off, so the same command is a new run
            }
            again(tries >= MOST_WILD_TRIES);
            return;
        }
        RunRecord record = memory.read().run().orElseThrow();
        watch.end().tryEnded(record);
        if (record.phase() instanceof RunPhase.Done) {
            done();
        } else {
            again(tries >= MOST_WILD_TRIES || chance.happens(0.4));
        }
    }

    /** The store moved by an outsider's hand. */
    void wake() {
        if (coordinator.isRunning()) {
            coordinator.wake();
        }
    }

    void tell(String what, Object... about) {
        story.add(new Line(Duration.between(ManualClock.START, clock.instant()), what, List.of(about)));
    }

    /** Whether people were told of something, as a failure or a warning. */
    boolean wasTold(String what) {
        return story.stream()
                .flatMap(line -> line.about().stream())
                .filter(RunNotice.class::isInstance)
                .map(RunNotice.class::cast)
                .map(NoticeText::of)
                .filter(told -> told.kind() == NoticeText.Kind.FAIL || told.kind() == NoticeText.Kind.WARNING)
                .anyMatch(told -> told.text().contains(what));
    }

    List<Line> story() {
        return story;
    }

    long tries() {
        return tries;
    }

    Fates fates() {
        return fates;
    }

    /** What is wrong with what agents made. */
    Defects defects() {
        return defects;
    }

    /** Whether tests contradict themselves. */
    boolean testsAreFlaky() {
        return red > 0;
    }

    /** Whether from now on nothing goes wrong. */
    boolean isCalm() {
        return calm;
    }

    /** Whether declarations may change between tries. */
    boolean mends() {
        return mends;
    }

    /** False where outsiders break leases. */
    boolean leasesAreSafe() {
        return outsider.isHarmless();
    }

    Chance chance() {
        return chance;
    }

    ManualClock clock() {
        return clock;
    }

    Timeline timeline() {
        return timeline;
    }

    InMemoryStore memory() {
        return memory;
    }

    FaultyStore store() {
        return store;
    }

    SimulatedRepository repository() {
        return repository;
    }

    SimulatedAgents agents() {
        return agents;
    }

    Watch watch() {
        return watch;
    }

    boolean agentsAreProcesses() {
        return agentsAreProcesses;
    }

    FeatureSet features() {
        return features;
    }

    static String digest(Feature feature) {
        return Integer.toHexString(feature.hashCode());
    }

    /** As they are and as they were before the file was mended: a landing under way goes by the latter. */
    List<FeatureSet> latestFeatures() {
        return List.of(features, previous);
    }

    RunSettings settings() {
        return settings;
    }

    /** What is made once more, with the landing that it is to replace. */
    SortedMap<FeatureId, CommitId> toReplace() {
        return toReplace;
    }

    /** A digest for each declaration. */
    SortedMap<FeatureId, String> digests() {
        return digests(features);
    }

    static SortedMap<FeatureId, String> digests(FeatureSet features) {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        features.features().forEach((id, feature) -> digests.put(id, digest(feature)));
        return Collections.unmodifiableSortedMap(digests);
    }

    private void done() {
        if (!landed && chance.happens(0.3)) {
            landed = true;
            makeSomeOnceMore();
            again(false);
        } else if (landed && settings.redo().isEmpty()) {
            over = true;
        } else {
            landed = true;
            watch.landing().madeOnceMore();
            toReplace.clear();
            settings = settings.toBuilder().redo(Set.of()).build();
            again(true);
        }
    }

    private void makeSomeOnceMore() {
        List<FeatureId> all = List.copyOf(features.features().keySet());
        Set<FeatureId> redo = new TreeSet<>(Set.of(chance.pick(all)));
        redo.add(chance.pick(all));
        settings = settings.toBuilder().redo(redo).build();
        beginToReplace();
        calmTries = 0;
        tell("once more:", redo);
    }

    private void beginToReplace() {
        settings.redo()
                .forEach(id -> toReplace.put(id, watch.landings().latest().get(id)));
    }

    private void again(boolean inACalmWorld) {
        if (inACalmWorld && !calm) {
            calm = true;
            tell("from now on nothing goes wrong");
            fates.calm();
            agents.behave();
            outsider.leave();
        }
        if (calm && ++calmTries > 2L * features.features().size() + 4) {
            throw watch.violated("the run does not heal: " + memory.read().run());
        }
        timeline.in(chance.delay(PAUSE), this::launch);
    }

    private void launch() {
        tries++;
        if (mends && !landed && chance.happens(0.3)) {
            mendTheFeatureFile();
        }
        boolean sameProcess = !coordinator.isRunning() && tries > 1 && chance.happens(0.1) && !wasKilled();
        coordinator = next(sameProcess ? coordinator.process() : process());
        tell("try", tries, "by", coordinator.process().pid());
        coordinator.begin(new RunId("r" + tries));
    }

    private boolean wasKilled() {
        return !coordinator.isInOrder();
    }

    private void mendTheFeatureFile() {
        List<Feature> changed = new ArrayList<>(features.features().values());
        Feature old = chance.pick(changed);
        List<RepoPath> writes = new ArrayList<>(old.fileWrites());
        writes.add(new RepoPath("mended/" + tries + ".ts"));
        changed.remove(old);
        changed.add(old.toBuilder().writes(writes).build());
        previous = features;
        features = FeatureSet.of(changed);
        tell("the feature file was mended:", old.id());
    }

    private SimulatedCoordinator next(ProcessId process) {
        return new SimulatedCoordinator(this, process);
    }

    private ProcessId process() {
        return new ProcessId(tries + 1, clock.instant(), "simulated");
    }

    private String latest() {
        int most = Integer.getInteger("coord.story", 150);
        return story.subList(Math.max(0, story.size() - most), story.size()).stream()
                .map(Line::toString)
                .collect(Collectors.joining("\n"));
    }
}
