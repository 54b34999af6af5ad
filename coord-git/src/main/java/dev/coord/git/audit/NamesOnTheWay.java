package dev.coord.git.audit;

import dev.coord.CommitId;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.git.command.Git;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.TreeDifference.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names that the commits of branches added on the way to their tips: the history lands with each branch. */
final class NamesOnTheWay {

    private NamesOnTheWay() {}

    /**
     * Reads them by one process for all branches. Of a branch with one commit everything is known without it.
     *
     * @param tips of the branches; a commit that two of them have counts for the first one
     * @return for each branch a commit by each name that it added, as its parents have no such file
     */
    static List<Map<String, CommitId>> of(Git git, CommitGraph graph, List<CommitId> tips) {
        List<Set<CommitId>> own = OwnCommits.of(graph, tips);
        String pairs = own.stream()
                .filter(commits -> commits.size() > 1)
                .flatMap(Set::stream)
                .flatMap(commit -> pairs(graph, commit).stream())
                .collect(Collectors.joining());
        Map<String, List<Difference>> changes =
                pairs.isEmpty() ? Map.of() : BranchChanges.parse(ChangedPaths.differences(git, pairs));
        List<Map<String, CommitId>> names = new ArrayList<>();
        for (Set<CommitId> commits : own) {
            Map<String, CommitId> ofBranch = new LinkedHashMap<>();
            commits.forEach(commit -> added(
                            changes.getOrDefault(commit.value(), List.of()),
                            Math.max(
                                    1,
                                    graph.parents()
                                            .getOrDefault(commit, List.of())
                                            .size()))
                    .forEach(path -> ofBranch.putIfAbsent(path, commit)));
            names.add(ofBranch);
        }
        return names;
    }

    /** A commit without parents added everything that it has. */
    private static List<String> pairs(CommitGraph graph, CommitId commit) {
        List<CommitId> parents = graph.parents().getOrDefault(commit, List.of());
        return parents.isEmpty()
                ? List.of(commit + "\n")
                : parents.stream().map(parent -> commit + " " + parent + "\n").toList();
    }

    /** What a merge added differs from each parent. */
    private static List<String> added(List<Difference> changes, int parents) {
        Map<String, Integer> counts = new HashMap<>();
        changes.stream()
                .filter(Difference::isAddition)
                .forEach(change -> counts.merge(change.path().text(), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(path -> path.getValue() >= parents)
                .map(Map.Entry::getKey)
                .toList();
    }
}
