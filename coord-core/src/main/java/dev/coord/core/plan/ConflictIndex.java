package dev.coord.core.plan;

import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what features contend for, by an index from each path, table and resource to its users: only features that share
 * something are ever compared. Specification 5.1, readings 1, 6 and 7.
 */
public final class ConflictIndex {

    private static final Comparator<Conflict> ORDER =
            Comparator.comparing(Conflict::second).thenComparing(Conflict::type);

    private final List<Feature> features;
    private final DependencyGraph graph;
    private final Reachability reachability;
    private final List<SharedNames> kinds;

    private ConflictIndex(Collection<Feature> sorted, DependencyGraph graph) {
        this.features = List.copyOf(sorted);
        this.graph = graph;
        this.reachability = new Reachability(graph);
        this.kinds = List.of(
                SharedNames.of(sorted, Feature::schemaChanges, Conflict.Schema::new),
                SharedNames.of(sorted, Feature::sharedResources, Conflict.Resource::new),
                SharedNames.writes(sorted),
                SharedNames.readsOfWrites(sorted));
    }

    /**
     * Every pair of features that contends for something. Reads after writes are told only where no dependency orders the
     * two; the other kinds always, marked as ordered. Two patterns that overlap are both told.
     *
     * @param features the features
     * @param graph their dependencies
     * @return sorted by first and second feature and type
     */
    public static List<Conflict> conflicts(FeatureSet features, DependencyGraph graph) {
        return new ConflictIndex(features.features().values(), graph).all();
    }

    /** What two features of a larger set contend for. */
    static List<Conflict> between(Feature one, Feature other, DependencyGraph graph) {
        boolean inOrder = one.id().compareTo(other.id()) < 0;
        return new ConflictIndex(inOrder ? List.of(one, other) : List.of(other, one), graph).all();
    }

    private List<Conflict> all() {
        List<Conflict> conflicts = new ArrayList<>();
        for (int first = 0; first < features.size(); first++) {
            List<Conflict> own = new ArrayList<>();
            for (SharedNames kind : kinds) {
                add(kind, first, own);
            }
            own.sort(ORDER);
            conflicts.addAll(own);
        }
        return conflicts;
    }

    private void add(SharedNames kind, int first, List<Conflict> conflicts) {
        FeatureId id = features.get(first).id();
        int number = graph.number(id);
        kind.with(first, (second, subjects) -> {
            FeatureId other = features.get(second).id();
            boolean ordered = reachability.ordered(number, graph.number(other));
            if (!ordered || kind.toldIfOrdered()) {
                conflicts.add(kind.conflict(id, other, subjects, ordered));
            }
        });
    }
}
