package dev.coord.core.driver;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.core.plan.Planner;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.EarlierTry;
import dev.coord.core.run.OpenWork;
import dev.coord.core.run.RunBeginning;
import dev.coord.core.run.RunMachine;
import dev.coord.core.run.RunStart;
import dev.coord.core.run.event.RunNotice;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Survey;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.radar.Radar;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.ConflictResolver;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Leftover;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works a feature set off with many agents at once, wave by wave, onto one branch. All it knows is in the store, so that a
 * run that was killed goes on when the same call is made again. The rules are {@link RunMachine}; this class only drives
 * it. One run at a time for each store, in this process too: a run holds the store by a lease in it, which it gives back however
 * it ends. Specification "Complete Parallel Execution Flow".
 */
public final class ParallelRun {

    private static final Logger LOG = LoggerFactory.getLogger(ParallelRun.class);

    private final CoordinationStore store;
    private final Workspaces workspaces;
    private final Integrator integrator;
    private final AgentRunner agents;
    private final boolean hasResolver;
    private final Consumer<RunNotice> observer;
    private final Optional<Watching> watching;

    /** Who looks at live work, and the coordination directory. */
    private record Watching(Radar radar, Path directory) {}

    /**
     * Binds the ports of a run; touches nothing.
     *
     * @param store where the state is kept
     * @param workspaces where agents work
     * @param integrator who merges and lands
     * @param agents who runs agents
     * @param observer told of what happens, one call at a time; must not wait. What it throws is logged, and the run goes on
     */
    public ParallelRun(
            CoordinationStore store,
            Workspaces workspaces,
            Integrator integrator,
            AgentRunner agents,
            Consumer<RunNotice> observer) {
        this(store, workspaces, integrator, agents, Optional.empty(), observer);
    }

    /**
     * The same with somebody who resolves what does not merge.
     *
     * @param store where the state is kept
     * @param workspaces where agents work
     * @param integrator who merges and lands
     * @param agents who runs agents
     * @param resolver who is asked where a feature does not merge and its agent's calls are used up, if anybody is
     * @param observer told of what happens, as above
     */
    public ParallelRun(
            CoordinationStore store,
            Workspaces workspaces,
            Integrator integrator,
            AgentRunner agents,
            Optional<ConflictResolver> resolver,
            Consumer<RunNotice> observer) {
        this(
                store,
                workspaces,
                integrator,
                new EndableAgents(resolver.<AgentRunner>map(asked -> new Workers(agents, asked))
                        .orElse(agents)),
                resolver.isPresent(),
                oneAtATime(observer),
                Optional.empty());
    }

    private ParallelRun(
            CoordinationStore store,
            Workspaces workspaces,
            Integrator integrator,
            AgentRunner agents,
            boolean hasResolver,
            Consumer<RunNotice> observer,
            Optional<Watching> watching) {
        this.store = store;
        this.workspaces = workspaces;
        this.integrator = integrator;
        this.agents = agents;
        this.hasResolver = hasResolver;
        this.observer = observer;
        this.watching = watching;
    }

    /**
     * The same, which looks at live work while agents work, as often as its settings say. What conflicts is told to the observer,
     * in the conflict log, and to each agent in {@code runs/<run>/radar/<feature>.md} ({@link AgentTask#radarFile}). A failure of the
     * radar harms no run.
     *
     * @param radar for one run; closed at its end
     * @param directory the coordination directory, in which the files of the agents lie
     * @return a run to be made once
     */
    public ParallelRun watchedBy(Radar radar, Path directory) {
        return new ParallelRun(
                store,
                workspaces,
                integrator,
                agents,
                hasResolver,
                observer,
                Optional.of(new Watching(radar, directory)));
    }

    /**
     * Makes the run without a look at what is a directory in the repository; as {@link #run(FeatureSet, RunSettings,
     * Predicate)}.
     *
     * @param features what is made
     * @param settings how
     * @return how the run ended, or which run is in the way
     * @throws InterruptedException if the thread was interrupted
     * @throws CoordinationException as there
     */
    public RunAttempt run(FeatureSet features, RunSettings settings) throws InterruptedException {
        return run(features, settings, DirectoryNames.NO_REPOSITORY);
    }

    /**
     * Makes the run, or goes on with it, and waits for its end. Interrupting the thread ends the agents; the next call goes
     * on from there.
     *
     * @param declared what is made
     * @param settings how
     * @param directories whether a path without a slash, or one of its alternatives, names a directory of the repository,
     *     as which it then counts (reading 6)
     * @return how the run ended, or which run is in the way
     * @throws InterruptedException if the thread was interrupted; every agent has ended and the run can be gone on with
     * @throws CoordinationException.BadInput if a cycle, a dirty checkout, a missing target or a foreign branch is in the
     *     way, or what is to be made once more is no feature; nothing was changed
     * @throws CoordinationException if the store or the repository failed; the run can be gone on with
     */
    public RunAttempt run(FeatureSet declared, RunSettings settings, Predicate<RepoPath> directories)
            throws InterruptedException {
        OpenWork.requireDeclared(declared, settings);
        DirectoryNames.Resolved resolved = DirectoryNames.resolve(declared, directories);
        Plan plan = Planner.plan(resolved.features(), settings.agents(), settings.overlap());
        SortedMap<FeatureId, String> digests = digests(declared);
        return run(
                (run, goesOn, survey) -> new Undertaking.Contents(
                        resolved.features(), resolved.features(), plan, digests, survey, resolved.notes()),
                settings);
    }

    /**
     * Makes a run of what is told once it has its turn, or goes on with it; otherwise as {@link #run(FeatureSet, RunSettings,
     * Predicate)}.
     *
     * @param undertaking what is made
     * @param said how
     * @return how the run ended, or which run is in the way
     * @throws InterruptedException if the thread was interrupted; every agent has ended and the run can be gone on with
     * @throws CoordinationException as there, and what the undertaking throws; then nothing was changed but by it
     */
    public RunAttempt run(Undertaking undertaking, RunSettings said) throws InterruptedException {
        RunSettings settings =
                said.toBuilder().resolver(hasResolver).tests(integrator.tests()).build();
        String driver = freshName();
        try (RunHold hold = new RunHold(store, machine(FeatureSet.of(List.of()), FeatureSet.of(List.of()), driver))) {
            RunId fresh = new RunId(freshName());
            Optional<ProcessId> dead = RunHold.deadOwner(store.read());
            Optional<RunRecord> rival = hold.take(fresh, dead, settings);
            if (rival.isPresent()) {
                return new RunAttempt.AlreadyRunning(rival.get());
            }
            Snapshot before = hold.undone(store.read());
            EarlierTry earlier = EarlierTry.of(before);
            earlier.landing().ifPresent(integrator::land);
            Survey survey = integrator.survey(settings.target(), earlier.commits());
            RunId name = EarlierTry.name(before, settings.origin()).orElse(fresh);
            Undertaking.Contents contents =
                    undertaking.of(name, EarlierTry.isUnfinished(before, settings.origin()), survey);
            RunStart start = new RunStart(
                    name,
                    dead,
                    contents.digests(),
                    contents.plan(),
                    settings,
                    contents.survey(),
                    Optional.of(contents.declared()));
            reclaim(contents, start, before);
            Optional<RunRecord> faster =
                    watched(machine(contents.features(), contents.declared(), driver), hold, start);
            if (faster.isPresent()) {
                return new RunAttempt.AlreadyRunning(faster.get());
            }
        }
        return new RunAttempt.Ended(store.read()
                .run()
                .orElseThrow(() -> new StoreFailed(
                        "the run's record is gone from the store; see 'git log' for what has landed and run again")));
    }

    /** Makes sure that what is going to be made can have its place. */
    private void reclaim(Undertaking.Contents contents, RunStart start, Snapshot before) {
        OpenWork open = OpenWork.of(start, before.run());
        List<Feature> missing = contents.features().features().values().stream()
                .filter(feature -> open.contains(feature.id()))
                .toList();
        workspaces.requireFree(missing.stream().map(Feature::id).toList());
        for (Leftover leftover : workspaces.reclaim(missing, known(before, start.survey()))) {
            observer.accept(RunNotice.Warning.of(leftover.feature(), leftover.found()));
        }
        contents.notes().forEach(note -> observer.accept(RunNotice.Warning.of(note)));
    }

    /** Makes the run while somebody looks on, if there is anybody. */
    private Optional<RunRecord> watched(RunMachine machine, RunHold hold, RunStart start) throws InterruptedException {
        Duration interval = start.settings().radar();
        if (watching.isEmpty() || interval.isZero()) {
            return drive(machine, hold, start, new ActionPerformer(workspaces, agents, integrator));
        }
        try (RadarWatch watch =
                new RadarWatch(store, watching.get().radar(), watching.get().directory(), interval, observer)) {
            watch.start(start.fresh());
            return drive(machine, hold, start, new ActionPerformer(workspaces, agents, integrator, watch::begin));
        }
    }

    /** Makes the run; nothing is made of one that another one has taken over while the repository was asked. */
    private Optional<RunRecord> drive(RunMachine machine, RunHold hold, RunStart start, ActionPerformer performer)
            throws InterruptedException {
        try (RunThreads threads = new RunThreads(store, machine, performer, observer)) {
            Transition<RunBeginning> begun = store.update((snapshot, now) -> {
                RunBeginning beginning = machine.drives(snapshot)
                        ? machine.begin(hold.undone(snapshot), start, now)
                        : new RunBeginning.AlreadyRunning(
                                snapshot.run().orElseThrow(() -> new StoreFailed("the run's record is gone")));
                return beginning instanceof RunBeginning.Begun ok
                        ? new Transition<>(
                                ok.step().after(), beginning, ok.step().conflicts())
                        : Transition.of(snapshot, beginning);
            });
            if (begun.outcome() instanceof RunBeginning.AlreadyRunning other) {
                return Optional.of(other.other());
            }
            hold.begun();
            threads.follow(((RunBeginning.Begun) begun.outcome()).step());
            threads.awaitEnd();
        }
        return Optional.empty();
    }

    private static Consumer<RunNotice> oneAtATime(Consumer<RunNotice> observer) {
        Object turn = new Object();
        return notice -> {
            synchronized (turn) {
                tell(observer, notice);
            }
        };
    }

    private static void tell(Consumer<RunNotice> observer, RunNotice notice) {
        try {
            observer.accept(notice);
        } catch (RuntimeException | Error e) { // whoever only watches decides nothing
            LOG.warn("the observer of a run failed; the run goes on", e);
        }
    }

    /** What failed without being pinned is looked for again where it was made. */
    private List<Workspace> known(Snapshot before, Survey survey) {
        List<Workspace> known = new ArrayList<>(EarlierTry.of(before).workspaces());
        before.run()
                .ifPresent(run -> run.features().forEach((id, feature) -> {
                    if (feature.phase() instanceof FeaturePhase.Failed) {
                        known.add(workspaces.locate(run.id(), id, feature.attempts(), survey.target()));
                    }
                }));
        return known;
    }

    private static SortedMap<FeatureId, String> digests(FeatureSet features) {
        SortedMap<FeatureId, String> digests = new TreeMap<>();
        features.features().forEach((id, feature) -> digests.put(id, FeatureJson.digest(feature)));
        return digests;
    }

    private RunMachine machine(FeatureSet features, FeatureSet declared, String driver) {
        return new RunMachine(features, declared, ProcessLife.current(), driver, workspaces::locate);
    }

    private static String freshName() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 8);
    }
}
