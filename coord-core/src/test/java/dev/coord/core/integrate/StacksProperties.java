package dev.coord.core.integrate;

import static dev.coord.core.integrate.Graphs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StacksProperties {

    @Property(tries = 300)
    void aBranchIsAboveThoseThatItContainsAndNoOther(
            @ForAll("histories") List<List<Integer>> history, @ForAll("places") List<Integer> places) {
        CommitGraph graph = Graphs.of(history);
        SortedMap<FeatureId, CommitId> tips = tips(places, history.size());
        List<FeatureId> order = new ArrayList<>(tips.keySet());

        SortedMap<FeatureId, SortedSet<FeatureId>> stacks = Stacks.of(tips, graph, order);

        for (FeatureId above : order) {
            for (FeatureId below : order) {
                CommitId tip = tips.get(above);
                CommitId other = tips.get(below);
                boolean contains = tip.equals(other)
                        ? order.indexOf(below) < order.indexOf(above)
                        : Graphs.contains(graph, tip, other);
                assertThat(stacks.getOrDefault(above, new TreeSet<>()).contains(below))
                        .as("%s above %s", above, below)
                        .isEqualTo(contains);
            }
        }
    }

    @Property(tries = 300)
    void noBranchIsAboveItself(
            @ForAll("histories") List<List<Integer>> history, @ForAll("places") List<Integer> places) {
        SortedMap<FeatureId, CommitId> tips = tips(places, history.size());

        SortedMap<FeatureId, SortedSet<FeatureId>> stacks =
                Stacks.of(tips, Graphs.of(history), new ArrayList<>(tips.keySet()));

        SortedMap<FeatureId, SortedSet<FeatureId>> left = new TreeMap<>(stacks);
        while (!left.isEmpty()) {
            int before = left.size();
            left.values().removeIf(below -> below.stream().noneMatch(left::containsKey));
            assertThat(left).as("what is left has no lowest").hasSizeLessThan(before);
        }
    }

    private static SortedMap<FeatureId, CommitId> tips(List<Integer> places, int commits) {
        SortedMap<FeatureId, CommitId> tips = new TreeMap<>();
        for (int i = 0; i < places.size(); i++) {
            tips.put(new FeatureId("F" + i), commit(places.get(i) % commits));
        }
        return tips;
    }

    @Provide
    Arbitrary<List<List<Integer>>> histories() {
        return Graphs.any();
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 1000).list().ofMaxSize(6);
    }
}
