package dev.coord.core.integrate;

import static dev.coord.core.integrate.Graphs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BeginningsProperties {

    @Example
    void aStackBeginsAtTheTipBelow() {
        CommitGraph graph = Graphs.of(List.of(List.of(9), List.of(0), List.of(1)));

        assertThat(Beginnings.of(graph, List.of(commit(1), commit(2), commit(2))))
                .containsExactly(Set.of(commit(9)), Set.of(commit(1)), Set.of());
    }

    @Example
    void aBranchThatMergedTheTargetBeginsTwice() {
        CommitGraph graph = Graphs.of(List.of(List.of(9), List.of(0, 8)));

        assertThat(Beginnings.of(graph, List.of(commit(1)))).containsExactly(Set.of(commit(9), commit(8)));
    }

    @Property(tries = 500)
    void eachBranchBeginsAtTheParentsOfWhatIsItsOwn(
            @ForAll("histories") List<List<Integer>> wishes, @ForAll("places") List<Integer> places) {
        List<List<Integer>> history = Graphs.parents(wishes);
        CommitGraph whole = Graphs.of(history);
        int target = places.get(0) % history.size();
        Set<CommitId> ofTarget = IntStream.range(0, history.size())
                .mapToObj(Graphs::commit)
                .filter(each -> Graphs.contains(whole, commit(target), each))
                .collect(Collectors.toSet());
        Map<CommitId, List<CommitId>> above = new LinkedHashMap<>(whole.parents());
        above.keySet().removeAll(ofTarget);
        List<CommitId> tips = places.subList(1, places.size()).stream()
                .map(place -> commit(place % history.size()))
                .toList();

        List<Set<CommitId>> beginnings = Beginnings.of(new CommitGraph(above), tips);

        List<CommitId> before = new ArrayList<>(List.of(commit(target)));
        for (int i = 0; i < tips.size(); i++) {
            CommitId tip = tips.get(i);
            Set<CommitId> own = whole.parents().keySet().stream()
                    .filter(each -> Graphs.contains(whole, tip, each))
                    .filter(each -> before.stream().noneMatch(earlier -> Graphs.contains(whole, earlier, each)))
                    .collect(Collectors.toSet());
            Set<CommitId> expected = own.stream()
                    .flatMap(each -> whole.parents().getOrDefault(each, List.of()).stream())
                    .filter(parent -> !own.contains(parent))
                    .collect(Collectors.toSet());
            assertThat(beginnings.get(i)).isEqualTo(expected);
            before.add(tip);
        }
    }

    @Provide
    Arbitrary<List<List<Integer>>> histories() {
        return Arbitraries.integers()
                .between(0, 11)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 11).list().ofMinSize(2).ofMaxSize(5);
    }
}
