package dev.coord.core.conflict;

import dev.coord.RepoPath;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.Names;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.Arrays;

/**
 * Which of the paths that a feature writes another one may write as well. Where overlaps are left to the merge, the features of
 * a run hold these by read locks: shared among them, and closed to writers from outside. Immutable. Specification 5.1, reading 4.
 */
public final class SharedPaths {

    private static final int NOBODY = -1;
    private static final int MANY = -2;

    private final Names paths;
    private final int[] users;
    private final DependencyGraph graph;

    private SharedPaths(Names paths, int[] users, DependencyGraph graph) {
        this.paths = paths;
        this.users = users;
        this.graph = graph;
    }

    /**
     * Looks at every path that is written.
     *
     * @param features all that may be under way at the same time
     * @return the answer for each of them
     */
    public static SharedPaths of(FeatureSet features) {
        return of(ConflictIndex.of(features, DependencyGraph.of(features)));
    }

    /**
     * The same of an index that is there already.
     *
     * @param index what the features contend for
     * @return the answer for each of them
     */
    public static SharedPaths of(ConflictIndex index) {
        Contended written = index.kind(ConflictType.FILE_WRITE_CONFLICT);
        IntAdjacency writers = written.mine().ofName();
        int[] users = new int[writers.things()];
        Arrays.fill(users, NOBODY);
        for (int path = 0; path < users.length; path++) {
            add(users, path, writers, path);
            for (int over = written.overlaps().begin(path);
                    over < written.overlaps().end(path) && users[path] != MANY;
                    over++) {
                add(users, path, writers, written.overlaps().item(over));
            }
        }
        return new SharedPaths(written.names(), users, index.graph());
    }

    private static void add(int[] users, int path, IntAdjacency writers, int written) {
        for (int at = writers.begin(written); at < writers.end(written) && users[path] != MANY; at++) {
            int user = writers.item(at);
            users[path] = users[path] == NOBODY || users[path] == user ? user : MANY;
        }
    }

    /**
     * Whether another feature may write there too.
     *
     * @param feature one of the features
     * @param path a path that it writes
     * @return true if its lock is to be shared
     */
    public boolean isShared(Feature feature, RepoPath path) {
        int name = paths.find(path.value());
        return name != Names.NONE
                && (users[name] == MANY || (users[name] != NOBODY && users[name] != graph.number(feature.id())));
    }
}
