package dev.coord.core.plan;

import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds what features contend for, by an index from resource to its users: only features that share something are ever
 * compared. Specification 5.1, readings 1, 6 and 7.
 */
public final class ConflictIndex {

    private static final Comparator<Conflict> ORDER = Comparator.comparing(Conflict::first)
            .thenComparing(Conflict::second)
            .thenComparing(Conflict::type);

    private record Pair(FeatureId first, FeatureId second) implements Comparable<Pair> {

        static Pair of(FeatureId one, FeatureId other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair other) {
            int byFirst = first.compareTo(other.first);
            return byFirst != 0 ? byFirst : second.compareTo(other.second);
        }
    }

    private final FeatureSet features;
    private final DependencyGraph graph;

    private ConflictIndex(FeatureSet features, DependencyGraph graph) {
        this.features = features;
        this.graph = graph;
    }

    /**
     * Every pair of features that contends for something. Reads after writes are told only where no dependency orders the
     * two; the other kinds always, marked as ordered.
     *
     * @param features the features
     * @param graph their dependencies
     * @return sorted by first and second feature and type
     */
    public static List<Conflict> conflicts(FeatureSet features, DependencyGraph graph) {
        ConflictIndex index = new ConflictIndex(features, graph);
        List<Conflict> conflicts = new ArrayList<>();
        index.writes(conflicts);
        index.shared(Feature::schemaChanges, ConflictType.SCHEMA_CONFLICT, conflicts);
        index.shared(Feature::sharedResources, ConflictType.RESOURCE_CONTENTION, conflicts);
        index.readsAfterWrites(conflicts);
        conflicts.sort(ORDER);
        return conflicts;
    }

    private void writes(List<Conflict> conflicts) {
        PathUsers writers = PathUsers.of(features, Feature::fileWrites);
        Map<Pair, SortedSet<String>> found = new TreeMap<>();
        writers.overlaps(writers, (mine, yours) -> {
            for (FeatureId one : mine.users()) {
                for (FeatureId other : yours.users()) {
                    if (!one.equals(other)) {
                        SortedSet<String> subjects =
                                found.computeIfAbsent(Pair.of(one, other), pair -> new TreeSet<>());
                        subjects.add(mine.path().value());
                        subjects.add(yours.path().value());
                    }
                }
            }
        });
        found.forEach((pair, subjects) -> conflicts.add(new Conflict.FileWrite(
                pair.first, pair.second, List.copyOf(subjects), graph.ordered(pair.first, pair.second))));
    }

    private void readsAfterWrites(List<Conflict> conflicts) {
        PathUsers writers = PathUsers.of(features, Feature::fileWrites);
        PathUsers readers = PathUsers.of(features, Feature::fileReads);
        Map<Pair, SortedSet<String>> found = new TreeMap<>();
        readers.overlaps(writers, (read, written) -> {
            for (FeatureId reader : read.users()) {
                for (FeatureId writer : written.users()) {
                    if (!reader.equals(writer)) {
                        found.computeIfAbsent(new Pair(reader, writer), pair -> new TreeSet<>())
                                .add(read.path().value());
                    }
                }
            }
        });
        found.forEach((pair, subjects) -> {
            if (!graph.ordered(pair.first, pair.second)) {
                conflicts.add(new Conflict.ReadAfterWrite(pair.first, pair.second, List.copyOf(subjects), false));
            }
        });
    }

    private void shared(Function<Feature, List<String>> names, ConflictType type, List<Conflict> conflicts) {
        Map<String, SortedSet<FeatureId>> users = new TreeMap<>();
        for (Feature feature : features.features().values()) {
            names.apply(feature)
                    .forEach(name ->
                            users.computeIfAbsent(name, key -> new TreeSet<>()).add(feature.id()));
        }
        Map<Pair, SortedSet<String>> found = new TreeMap<>();
        users.forEach((name, ids) -> {
            List<FeatureId> sorted = List.copyOf(ids);
            for (int i = 0; i < sorted.size(); i++) {
                for (int j = i + 1; j < sorted.size(); j++) {
                    found.computeIfAbsent(new Pair(sorted.get(i), sorted.get(j)), pair -> new TreeSet<>())
                            .add(name);
                }
            }
        });
        found.forEach((pair, subjects) -> {
            boolean ordered = graph.ordered(pair.first, pair.second);
            List<String> list = List.copyOf(subjects);
            conflicts.add(
                    type == ConflictType.SCHEMA_CONFLICT
                            ? new Conflict.Schema(pair.first, pair.second, list, ordered)
                            : new Conflict.Resource(pair.first, pair.second, list, ordered));
        });
    }
}
