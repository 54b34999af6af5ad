package dev.coord.core.integrate;

import static dev.coord.core.integrate.Graphs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MergeBasesProperties {

    @Property(tries = 300)
    void areTheLatestOfWhatBothContain(
            @ForAll("histories") List<List<Integer>> history,
            @ForAll("tips") Set<Integer> one,
            @ForAll("tips") Set<Integer> other) {
        CommitGraph graph = Graphs.of(history);
        List<CommitId> mine = tips(one, history.size());
        List<CommitId> theirs = tips(other, history.size());

        List<CommitId> found = new MergeBases(graph).of(mine, theirs);

        List<CommitId> common = graph.parents().keySet().stream()
                .filter(commit -> contains(graph, mine, commit) && contains(graph, theirs, commit))
                .toList();
        List<CommitId> latest = common.stream()
                .filter(commit -> common.stream()
                        .noneMatch(later -> !later.equals(commit) && Graphs.contains(graph, later, commit)))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(latest);
    }

    @Property(tries = 100)
    void areTheSameFromBothSides(
            @ForAll("histories") List<List<Integer>> history,
            @ForAll("tips") Set<Integer> one,
            @ForAll("tips") Set<Integer> other) {
        MergeBases bases = new MergeBases(Graphs.of(history));
        List<CommitId> mine = tips(one, history.size());
        List<CommitId> theirs = tips(other, history.size());

        assertThat(bases.of(mine, theirs)).isEqualTo(bases.of(theirs, mine));
    }

    private static boolean contains(CommitGraph graph, List<CommitId> tips, CommitId commit) {
        return tips.stream().anyMatch(tip -> Graphs.contains(graph, tip, commit));
    }

    private static List<CommitId> tips(Set<Integer> places, int commits) {
        List<CommitId> tips = new ArrayList<>();
        places.forEach(place -> tips.add(commit(place % commits)));
        return tips;
    }

    @Provide
    Arbitrary<List<List<Integer>>> histories() {
        return Graphs.any();
    }

    @Provide
    Arbitrary<Set<Integer>> tips() {
        return Arbitraries.integers().between(0, 1000).set().ofMinSize(1).ofMaxSize(2);
    }
}
