package dev.coord.core.integrate;

import dev.coord.CommitId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where branches begin that are merged one after the other: what a stack has from the branch below is that branch's. */
public final class Beginnings {

    private Beginnings() {}

    /**
     * Looks at each branch.
     *
     * @param graph what the branches have and the target has not
     * @param tips the branches, in the order in which they are merged
     * @return for each the commits that its own ones were made on: the target's, or those of branches before; none where it has no
     *     commit of its own, or one without a parent only
     */
    public static List<Set<CommitId>> of(CommitGraph graph, List<CommitId> tips) {
        Set<CommitId> merged = new HashSet<>();
        List<Set<CommitId>> beginnings = new ArrayList<>();
        for (CommitId tip : tips) {
            Set<CommitId> below = new LinkedHashSet<>();
            Set<CommitId> own = new HashSet<>();
            Deque<CommitId> next = new ArrayDeque<>(List.of(tip));
            while (!next.isEmpty()) {
                CommitId commit = next.pop();
                if (merged.contains(commit) || !graph.contains(commit)) {
                    below.add(commit);
                } else if (own.add(commit)) {
                    next.addAll(graph.parents().getOrDefault(commit, List.of()));
                }
            }
            merged.addAll(own);
            beginnings.add(own.isEmpty() ? Set.of() : Collections.unmodifiableSet(below));
        }
        return beginnings;
    }
}
