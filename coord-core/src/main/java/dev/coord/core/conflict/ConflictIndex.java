package dev.coord.core.conflict;

import dev.coord.FeatureId;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.graph.Reachability;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.Names;
import dev.coord.core.path.PathOverlaps;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Conflicts;
import dev.coord.plan.Conflicts.ConflictGroup;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds what features contend for, by an index from each path, table and resource to its users: only features that share
 * something are ever compared. Immutable, safe for many threads. Specification 5.1, readings 1, 6 and 7.
 */
public final class ConflictIndex implements Conflicts {

    private final List<FeatureId> ids;
    private final int[] numbers;
    private final DependencyGraph graph;
    private final List<Contended> kinds;

    private ConflictIndex(List<Feature> sorted, List<FeatureId> ids, DependencyGraph graph) {
        this.ids = ids;
        this.numbers = ids.stream().mapToInt(graph::number).toArray();
        this.graph = graph;
        Names paths = new Names(2 * sorted.size());
        IntAdjacency written = Uses.collect(sorted, Feature::fileWrites, paths);
        IntAdjacency read = Uses.collect(sorted, Feature::fileReads, paths);
        IntAdjacency overlaps = PathOverlaps.of(paths);
        Uses writers = Uses.of(written, paths);
        Uses readers = Uses.of(read, paths);
        this.kinds = List.of(
                Contended.mutual(ConflictType.FILE_WRITE_CONFLICT, paths, writers, overlaps),
                named(ConflictType.SCHEMA_CONFLICT, sorted),
                named(ConflictType.RESOURCE_CONTENTION, sorted),
                new Contended(ConflictType.READ_AFTER_WRITE, paths, readers, writers, overlaps));
    }

    private static Contended named(ConflictType type, List<Feature> sorted) {
        Names names = new Names(sorted.size() / 8);
        IntAdjacency used = Uses.collect(
                sorted,
                type == ConflictType.SCHEMA_CONFLICT ? new Tables()::changedBy : Feature::sharedResources,
                names);
        return Contended.mutual(type, names, Uses.of(used, names), IntAdjacency.empty(names.size()));
    }

    /**
     * Indexes what features contend for.
     *
     * @param features the features
     * @param graph their dependencies
     * @return the conflicts
     */
    public static ConflictIndex of(FeatureSet features, DependencyGraph graph) {
        return new ConflictIndex(List.copyOf(features.features().values()), graph.ids(), graph);
    }

    DependencyGraph graph() {
        return graph;
    }

    /** What two features of a larger set contend for. */
    static List<Conflict> between(Feature one, Feature other, DependencyGraph graph) {
        boolean inOrder = one.id().compareTo(other.id()) < 0;
        List<Feature> both = inOrder ? List.of(one, other) : List.of(other, one);
        return new ConflictIndex(both, both.stream().map(Feature::id).toList(), graph)
                .pairs()
                .toList();
    }

    @Override
    public List<ConflictGroup> groups() {
        List<int[]> contended = kinds.stream().map(Contended::contended).toList();
        return new Groups(
                contended, contended.stream().mapToInt(names -> names.length).sum());
    }

    @Override
    public Stream<Conflict> pairs(Set<ConflictType> types) {
        List<Contended> wanted =
                kinds.stream().filter(kind -> types.contains(kind.type())).toList();
        ConflictListing listing = new ConflictListing(ids, numbers, wanted, new Reachability(graph));
        return IntStream.range(0, ids.size()).boxed().mapMulti(listing::list);
    }

    public Contended kind(ConflictType type) {
        return kinds.stream()
                .filter(kind -> kind.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no plan tells of a " + type));
    }

    public List<FeatureId> ids() {
        return ids;
    }

    /** Makes each group when it is asked for. */
    private final class Groups extends AbstractList<ConflictGroup> implements RandomAccess {

        private final List<int[]> contended;
        private final int size;

        Groups(List<int[]> contended, int size) {
            this.contended = contended;
            this.size = size;
        }

        @Override
        public ConflictGroup get(int index) {
            int at = index;
            for (int kind = 0; kind < contended.size(); kind++) {
                int[] names = contended.get(kind);
                if (at >= 0 && at < names.length) {
                    return kinds.get(kind).group(names[at], ids);
                }
                at -= names.length;
            }
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
