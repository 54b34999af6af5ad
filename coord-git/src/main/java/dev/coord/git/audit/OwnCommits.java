package dev.coord.git.audit;

import dev.coord.CommitId;
import dev.coord.core.integrate.CommitGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which commits each branch of a wave brings. Pure. */
public final class OwnCommits {

    private OwnCommits() {}

    /**
     * The commits that each branch has, and neither the target nor a branch before it.
     *
     * @param graph what the branches have and the target has not
     * @param tips of the branches, in the order of the work
     * @return one set for each tip
     */
    public static List<Set<CommitId>> of(CommitGraph graph, List<CommitId> tips) {
        Set<CommitId> known = new HashSet<>();
        List<Set<CommitId>> all = new ArrayList<>();
        tips.forEach(tip -> {
            Set<CommitId> own = new LinkedHashSet<>();
            List<CommitId> next = List.of(tip);
            while (!next.isEmpty()) {
                next = next.stream()
                        .filter(commit -> graph.contains(commit) && known.add(commit))
                        .peek(own::add)
                        .flatMap(commit -> graph.parents().getOrDefault(commit, List.of()).stream())
                        .toList();
            }
            all.add(own);
        });
        return all;
    }
}
