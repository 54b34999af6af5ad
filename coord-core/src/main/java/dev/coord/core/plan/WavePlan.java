package dev.coord.core.plan;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.conflict.ConflictIndex;
import dev.coord.core.conflict.HiddenDependencies;
import dev.coord.core.conflict.MutexResources;
import dev.coord.core.conflict.SharedPaths;
import dev.coord.core.conflict.Uses;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.schedule.PlanInput;
import dev.coord.core.schedule.Timeline;
import dev.coord.core.schedule.WaveBuilder;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Conflicts;
import dev.coord.plan.Explanation;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.plan.Plan.Assignment;
import dev.coord.plan.Plan.HiddenDependency;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Plan.WaveAssignment;
import dev.coord.plan.PlanCost;
import dev.coord.plan.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan, with what it was made of, so that it can be asked why. */
final class WavePlan implements Plan {

    private final FeatureSet features;
    private final OverlapPolicy overlap;
    private final int agents;
    private final ConflictIndex index;
    private final PlanInput work;
    private final MutexResources exclusive;
    private final int[] waveOf;
    private final IntAdjacency byWave;
    private final Timeline timeline;
    private final List<Wave> waves;
    private final List<WaveAssignment> assignments;

    private WavePlan(FeatureSet features, OverlapPolicy overlap, int agents, ConflictIndex index, PlanInput work) {
        this.features = features;
        this.overlap = overlap;
        this.agents = agents;
        this.index = index;
        this.work = work;
        this.exclusive = MutexResources.of(index, overlap);
        this.waveOf = WaveBuilder.waves(work, exclusive);
        this.byWave = byWave(waveOf);
        this.timeline = Timeline.ofWaves(work, byWave, writers(), agents);
        this.waves = described();
        this.assignments = assigned();
    }

    static WavePlan of(FeatureSet features, OverlapPolicy overlap, int agents) {
        DependencyGraph graph = DependencyGraph.of(features);
        return new WavePlan(
                features, overlap, agents, ConflictIndex.of(features, graph), PlanInput.of(features, graph));
    }

    @Override
    public OverlapPolicy overlap() {
        return overlap;
    }

    @Override
    public List<Wave> waves() {
        return waves;
    }

    @Override
    public List<WaveAssignment> assignments() {
        return assignments;
    }

    @Override
    public Conflicts conflicts() {
        return index;
    }

    @Override
    public List<Explanation.Contention> serializations() {
        return Serializations.of(this);
    }

    @Override
    public Stream<HiddenDependency> hiddenDependencies() {
        return HiddenDependencies.of(index, work.graph());
    }

    @Override
    public PlanCost cost() {
        return Costs.of(this);
    }

    @Override
    public PlanCost cost(OverlapPolicy policy) {
        return policy == overlap ? cost() : under(policy).cost();
    }

    @Override
    public Explanation explain(FeatureId feature) {
        return new Explainer(this).explain(work.graph().number(feature));
    }

    /** Plans are equal if what they were made from is; the rest follows from it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WavePlan plan
                && agents == plan.agents
                && overlap == plan.overlap
                && features.equals(plan.features);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * features.hashCode() + overlap.hashCode()) + agents;
    }

    @Override
    public String toString() {
        return "plan of " + features.features().size() + " features in " + waves.size() + " waves";
    }

    /** The same features under a policy. */
    WavePlan under(OverlapPolicy policy) {
        return new WavePlan(features, policy, agents, index, work);
    }

    int agents() {
        return agents;
    }

    ConflictIndex index() {
        return index;
    }

    PlanInput work() {
        return work;
    }

    MutexResources exclusive() {
        return exclusive;
    }

    int waveOf(int feature) {
        return waveOf[feature];
    }

    IntAdjacency byWave() {
        return byWave;
    }

    Timeline timeline() {
        return timeline;
    }

    Uses writers() {
        return index.kind(ConflictType.FILE_WRITE_CONFLICT).mine();
    }

    static IntAdjacency byWave(int[] waveOf) {
        int waves = 0;
        for (int wave : waveOf) {
            waves = Math.max(waves, wave + 1);
        }
        return IntAdjacency.grouped(waves, waveOf);
    }

    static AgentId agent(int number) {
        return new AgentId("implementor-" + (number + 1));
    }

    /**
     * A feature is in a wave because the wave before holds a prerequisite of it or a rival that went first. So each wave
     * waits for the one before, which implies all others.
     */
    private List<Wave> described() {
        List<Wave> described = new ArrayList<>(byWave.things());
        for (int number = 0; number < byWave.things(); number++) {
            List<FeatureId> ids = new ArrayList<>(byWave.count(number));
            for (int at = byWave.begin(number); at < byWave.end(number); at++) {
                ids.add(index.ids().get(byWave.item(at)));
            }
            described.add(new Wave(number, ids, number == 0 ? List.of() : List.of(number - 1)));
        }
        return List.copyOf(described);
    }

    private List<WaveAssignment> assigned() {
        List<Feature> declared = List.copyOf(features.features().values());
        List<WaveAssignment> all = new ArrayList<>(waves.size());
        List<AgentId> names = new ArrayList<>();
        Optional<SharedPaths> paths = Optional.of(overlap)
                .filter(policy -> policy == OverlapPolicy.OPTIMISTIC)
                .map(policy -> SharedPaths.of(index));
        for (Wave wave : waves) {
            List<Assignment> agentsOfWave = new ArrayList<>(wave.features().size());
            for (int at = byWave.begin(wave.number()); at < byWave.end(wave.number()); at++) {
                int feature = byWave.item(at);
                while (names.size() <= timeline.agent()[feature]) {
                    names.add(agent(names.size()));
                }
                agentsOfWave.add(new Assignment(
                        names.get(timeline.agent()[feature]),
                        index.ids().get(feature),
                        declared.get(feature).fileWrites(),
                        shared(declared.get(feature), paths)));
            }
            all.add(new WaveAssignment(wave.number(), agentsOfWave));
        }
        return List.copyOf(all);
    }

    private static List<RepoPath> shared(Feature feature, Optional<SharedPaths> paths) {
        return paths.map(known -> feature.fileWrites().stream()
                        .filter(path -> known.isShared(feature, path))
                        .toList())
                .orElse(List.of());
    }
}
