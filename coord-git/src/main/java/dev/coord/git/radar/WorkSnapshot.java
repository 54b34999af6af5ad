package dev.coord.git.radar;

import dev.coord.CommitId;
import java.util.List;
import java.util.Set;

/**
 * What a side has.
 *
 * @param commit all of it, committed or not, as a commit that the private clone has
 * @param begun the commits it is made on, for where it began; the commit itself where nothing is uncommitted
 * @param undecided files that have marks of a conflict which the agent is about to resolve
 */
record WorkSnapshot(CommitId commit, List<CommitId> begun, Set<String> undecided) {

    WorkSnapshot {
        begun = List.copyOf(begun);
        undecided = Set.copyOf(undecided);
    }

    static WorkSnapshot committed(CommitId commit) {
        return new WorkSnapshot(commit, List.of(commit), Set.of());
    }

    /** Equal exactly where the work is. */
    String mark() {
        return commit + " " + begun + " " + undecided;
    }
}
