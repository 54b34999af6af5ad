package dev.coord.core.state;

import dev.coord.AgentId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.conflict.DirectoryNames;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.lock.LockTable;
import dev.coord.core.schedule.PlanInput;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.state.ClaimOutcome;
import dev.coord.state.ClaimOutcome.Obstacle;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which stored features can start in a snapshot, and what keeps the others. A feature can start when it is pending, or was
 * claimed under a lease that has ended; its prerequisites are completed, and have landed where a run that has not ended makes
 * them; nobody else holds, or waited earlier for, a lock that excludes one of its own; no active feature changes a table of
 * it; and no such run makes it. Pure, safe from any thread. Specification 4.2 and 5.2, reading 9.
 */
public final class Readiness {

    /** For whom something can start where nobody is meant; whatever anybody holds is in the way. */
    private static final AgentId ANYBODY = new AgentId("(anybody)");

    private final Snapshot snapshot;
    private final AgentId asker;
    private final FeatureSet set;
    private final FeatureSet named;
    private final DependencyGraph graph;
    private final Set<FeatureId> completed;
    private final Map<FeatureId, ActiveFeature> active = new TreeMap<>();
    private final Map<FeatureId, BlockedFeature> blocked = new TreeMap<>();
    private final Map<FeatureId, FeatureRun> run;
    private final SortedMap<FeatureId, List<Obstacle>> obstacles = new TreeMap<>();

    private Readiness(Snapshot snapshot, Optional<AgentId> asker, FeatureSet set, DependencyGraph graph) {
        this.snapshot = snapshot;
        this.asker = asker.orElse(ANYBODY);
        this.set = set;
        this.named = DirectoryNames.resolve(set, DirectoryNames.NO_REPOSITORY).features();
        this.graph = graph;
        this.completed = new HashSet<>(snapshot.state().completed());
        snapshot.state().active().forEach(entry -> active.put(entry.feature(), entry));
        snapshot.state().blocked().forEach(entry -> blocked.put(entry.feature(), entry));
        this.run = snapshot.run()
                .filter(record -> !record.hasEnded())
                .<Map<FeatureId, FeatureRun>>map(RunRecord::features)
                .orElseGet(Map::of);
        set.features().values().stream()
                .filter(feature -> mayBegin(feature.id()))
                .forEach(feature -> obstacles.put(feature.id(), inTheWayOf(feature)));
    }

    /**
     * Looks at a snapshot.
     *
     * @param snapshot the snapshot as it is; nothing in it may be over
     * @param asker for whom something is to start, whose own locks are in nobody's way; nobody, for everybody
     * @return what can start; nothing where no features are stored
     * @throws dev.coord.CoordinationException.BadInput if the stored features wait for each other in a circle
     */
    public static Readiness of(Snapshot snapshot, Optional<AgentId> asker) {
        FeatureSet set = snapshot.features().orElseGet(() -> FeatureSet.of(List.of()));
        return new Readiness(snapshot, asker, set, DependencyGraph.of(set));
    }

    /**
     * Whether an agent that asks for work has to wait.
     *
     * @param snapshot the snapshot as it is; nothing in it may be over
     * @param agent who asks
     * @return true if nothing can start for it now, but something can later
     */
    public static boolean isWaiting(Snapshot snapshot, AgentId agent) {
        try {
            Readiness readiness = of(snapshot, Optional.of(agent));
            return readiness.obstacles.values().stream().noneMatch(List::isEmpty)
                    && readiness.nothing() instanceof ClaimOutcome.NothingReady;
        } catch (BadInput circle) {
            return false;
        }
    }

    /**
     * What can start.
     *
     * @param made features that the agent has completed before
     * @return the best first: by priority, then by the longest chain of what waits for it, then by how much it writes of what
     *     the agent has written before, then by id
     */
    public List<Feature> ready(List<FeatureId> made) {
        PlanInput input = PlanInput.of(set, graph);
        Set<RepoPath> known = made.stream()
                .flatMap(id -> Features.declared(snapshot, id).stream())
                .flatMap(feature -> feature.fileWrites().stream())
                .collect(Collectors.toSet());
        return obstacles.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> set.get(entry.getKey()))
                .sorted(Comparator.comparingInt(Feature::priority)
                        .thenComparingLong(feature -> input.chain(graph.number(feature.id())))
                        .thenComparingLong(feature -> feature.fileWrites().stream()
                                .filter(known::contains)
                                .count())
                        .reversed())
                .toList();
    }

    /**
     * What keeps a feature from starting.
     *
     * @param feature which feature
     * @return what is in the way; nothing for one that can start, or that nobody waits to start
     */
    public List<Obstacle> obstacles(FeatureId feature) {
        return obstacles.getOrDefault(feature, List.of());
    }

    /** What an agent is told where nothing can start for it. */
    ClaimOutcome nothing() {
        if (snapshot.features().isEmpty()) {
            return new ClaimOutcome.Stuck("no features are stored; store them with 'coord init' first");
        }
        if (set.features().keySet().stream().allMatch(this::isDone)) {
            return new ClaimOutcome.AllDone();
        }
        List<Obstacle> waitsFor = inTheEnd();
        return waitsFor.isEmpty() ? new ClaimOutcome.Stuck(why()) : new ClaimOutcome.NothingReady(asker, waitsFor);
    }

    /** The lease of an active feature's claim, where it has ended. */
    static Optional<LeaseId> abandonedClaim(Snapshot snapshot, FeatureId feature) {
        return snapshot.state().active().stream()
                .filter(entry -> entry.feature().equals(feature))
                .findFirst()
                .flatMap(ActiveFeature::claim)
                .filter(claim -> !LockTable.isInForce(snapshot, claim));
    }

    List<PathLock> locks(FeatureId feature) {
        return named.get(feature).fileWrites().stream()
                .map(path -> new PathLock(path, Operation.WRITE))
                .toList();
    }

    /** What is in the way of features that can start once it is gone; nothing where waiting is in vain. */
    private List<Obstacle> inTheEnd() {
        Set<FeatureId> hopeful = new HashSet<>();
        List<Obstacle> waitsFor = new ArrayList<>();
        for (FeatureId id : graph.topologicalOrder()) {
            boolean begins = obstacles.containsKey(id);
            if (isDone(id)
                    || (begins
                            && graph.prerequisites(id).stream()
                                    .allMatch(before -> isDone(before) || hopeful.contains(before)))
                    || (!begins && !blocked.containsKey(id))) {
                hopeful.add(id);
                obstacles(id).stream().filter(this::isUnderWay).forEach(waitsFor::add);
            }
        }
        Set<FeatureId> told = waitsFor.stream().map(Obstacle::feature).collect(Collectors.toSet());
        set.features().keySet().stream()
                .filter(id -> hopeful.contains(id) && !isDone(id) && !obstacles.containsKey(id) && !told.contains(id))
                .forEach(id -> waitsFor.add(obstacle(isOfARun(id) ? Obstacle.Kind.RUN : Obstacle.Kind.WORK, id)));
        return waitsFor.stream()
                .distinct()
                .sorted(Comparator.comparing(Obstacle::kind).thenComparing(Obstacle::feature))
                .toList();
    }

    /** A prerequisite that waits itself is told by what it waits for. */
    private boolean isUnderWay(Obstacle obstacle) {
        return obstacle.kind() != Obstacle.Kind.PREREQUISITE || !obstacles.containsKey(obstacle.feature());
    }

    private String why() {
        String stopped = blocked.values().stream()
                .filter(feature -> set.features().containsKey(feature.feature()))
                .map(feature -> "'" + feature.feature() + "' is " + inWords(feature))
                .collect(Collectors.joining(", "));
        return stopped + "; mend what is wrong and let it begin anew with 'coord retry'";
    }

    private static String inWords(BlockedFeature feature) {
        return feature.status().jsonName() + " (" + feature.reason() + ")";
    }

    private boolean isDone(FeatureId id) {
        return completed.contains(id) && !isOfARun(id);
    }

    private boolean isOfARun(FeatureId id) {
        FeatureRun feature = run.get(id);
        return feature != null
                && !(feature.phase() instanceof FeaturePhase.Landed)
                && !(feature.phase() instanceof FeaturePhase.Failed);
    }

    private boolean mayBegin(FeatureId id) {
        boolean pending = !completed.contains(id) && !active.containsKey(id) && !blocked.containsKey(id);
        return !isOfARun(id) && (pending || abandonedClaim(snapshot, id).isPresent());
    }

    private List<Obstacle> inTheWayOf(Feature feature) {
        Stream<Obstacle> prerequisites = graph.prerequisites(feature.id()).stream()
                .filter(id -> !isDone(id))
                .map(id -> obstacle(isOfARun(id) ? Obstacle.Kind.RUN : Obstacle.Kind.PREREQUISITE, id));
        Stream<Obstacle> held = LockTable.inTheWay(snapshot, request(feature)).stream()
                .map(holder -> new Obstacle(Obstacle.Kind.LOCK, holder.feature(), Optional.of(holder.agent())));
        Stream<Obstacle> tables = Starting.schemaConflicts(snapshot, set, feature)
                .map(conflict -> obstacle(Obstacle.Kind.TABLE, conflict.other()));
        return Stream.of(prerequisites, held, tables)
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    private Obstacle obstacle(Obstacle.Kind kind, FeatureId id) {
        return new Obstacle(kind, id, Optional.ofNullable(active.get(id)).flatMap(ActiveFeature::agent));
    }

    private LockRequest request(Feature feature) {
        LockRequest.Builder request =
                LockRequest.builder(asker.value(), feature.id().value()).id(new RequestId("readiness"));
        locks(feature.id()).forEach(lock -> request.write(lock.path().value()));
        return request.build();
    }
}
