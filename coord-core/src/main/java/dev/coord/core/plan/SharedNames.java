package dev.coord.core.plan;

import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureId;
import dev.coord.plan.RepoPath;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One kind of conflict: what features use that others use as well. Features are numbered in the order of their ids. */
final class SharedNames {

    /** Makes a conflict of this kind. */
    interface Kind {
        Conflict conflict(FeatureId first, FeatureId second, List<String> subjects, boolean ordered);
    }

    private final Users<?> mine;
    private final Users<?> yours;
    private final int[][] meeting;
    private final Kind kind;

    private SharedNames(Users<?> mine, Users<?> yours, int[][] meeting, Kind kind) {
        this.mine = mine;
        this.yours = yours;
        this.meeting = meeting;
        this.kind = kind;
    }

    /** For names that are shared only if they are equal. */
    static SharedNames of(Collection<Feature> sorted, Function<Feature, List<String>> names, Kind kind) {
        Users<String> users = Users.of(sorted, names);
        int[][] itself = IntStream.range(0, users.names().size())
                .mapToObj(name -> new int[] {name})
                .toArray(int[][]::new);
        return new SharedNames(users, users, itself, kind);
    }

    static SharedNames writes(Collection<Feature> sorted) {
        Users<RepoPath> writers = Users.of(sorted, Feature::fileWrites);
        int[][] overlaps = PathOverlaps.between(writers.names(), writers.names());
        return new SharedNames(writers, writers, overlaps, Conflict.FileWrite::new);
    }

    static SharedNames readsOfWrites(Collection<Feature> sorted) {
        Users<RepoPath> readers = Users.of(sorted, Feature::fileReads);
        Users<RepoPath> writers = Users.of(sorted, Feature::fileWrites);
        int[][] overlaps = PathOverlaps.between(readers.names(), writers.names());
        return new SharedNames(readers, writers, overlaps, Conflict.ReadAfterWrite::new);
    }

    /** Reads that a dependency puts in order are what the dependency is for. Reading 7. */
    boolean toldIfOrdered() {
        return isMutual();
    }

    Conflict conflict(FeatureId first, FeatureId second, List<String> subjects, boolean ordered) {
        return kind.conflict(first, second, subjects, ordered);
    }

    /** Tells each feature that shares names with one, ascending, with these names; of mutual pairs only the larger. */
    void with(int feature, BiConsumer<Integer, List<String>> found) {
        long[] shared = sharedWith(feature);
        int at = 0;
        while (at < shared.length) {
            int other = Adjacency.from(shared[at]);
            int end = at;
            while (end < shared.length && Adjacency.from(shared[end]) == other) {
                end++;
            }
            found.accept(
                    other,
                    Arrays.stream(shared, at, end)
                            .mapToObj(
                                    edge -> mine.names().get(Adjacency.to(edge)).toString())
                            .toList());
            at = end;
        }
    }

    /** An edge from each other feature to each name it shares. */
    private long[] sharedWith(int feature) {
        LongList shared = new LongList();
        for (int name : mine.ofFeature()[feature]) {
            for (int met : meeting[name]) {
                for (int other : yours.ofName()[met]) {
                    if (isMutual() ? other > feature : other != feature) {
                        shared.add(Adjacency.edge(other, name));
                        if (isMutual()) {
                            shared.add(Adjacency.edge(other, met));
                        }
                    }
                }
            }
        }
        return Arrays.stream(shared.toArray()).sorted().distinct().toArray();
    }

    @SuppressWarnings("ReferenceEquality") // one table met with itself, not with an equal one
    private boolean isMutual() {
        return mine == yours;
    }
}
