package dev.coord.core.integrate;

import dev.coord.CommitId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Histories whose commits are numbers, each made after its parents. */
final class Graphs {

    private Graphs() {}

    static CommitId commit(int number) {
        return new CommitId(String.format("%040x", number));
    }

    /** Commit {@code i} has the parents that stand at place {@code i}. */
    static CommitGraph of(List<List<Integer>> parents) {
        Map<CommitId, List<CommitId>> graph = new LinkedHashMap<>();
        for (int i = parents.size() - 1; i >= 0; i--) {
            graph.put(commit(i), parents.get(i).stream().map(Graphs::commit).toList());
        }
        return new CommitGraph(graph);
    }

    /** By walking, one commit at a time. */
    static boolean contains(CommitGraph graph, CommitId descendant, CommitId ancestor) {
        Set<CommitId> seen = new HashSet<>();
        Deque<CommitId> next = new ArrayDeque<>(List.of(descendant));
        while (!next.isEmpty()) {
            CommitId at = next.pop();
            if (at.equals(ancestor)) {
                return true;
            }
            if (seen.add(at)) {
                next.addAll(graph.parents().getOrDefault(at, List.of()));
            }
        }
        return false;
    }

    /** The parents of each commit of a small history, which merges now and then. */
    static Arbitrary<List<List<Integer>>> any() {
        return Arbitraries.integers()
                .between(0, 1000)
                .list()
                .ofMaxSize(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(Graphs::parents);
    }

    /** Parents for each number, some of those before it. */
    static List<List<Integer>> parents(List<List<Integer>> wishes) {
        List<List<Integer>> parents = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            int before = i;
            parents.add(
                    before == 0
                            ? List.of()
                            : wishes.get(i).stream()
                                    .map(wish -> wish % before)
                                    .distinct()
                                    .toList());
        }
        return parents;
    }
}
