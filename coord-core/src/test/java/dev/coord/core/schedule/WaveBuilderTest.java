package dev.coord.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.conflict.ConflictIndex;
import dev.coord.core.conflict.MutexResources;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.core.plan.FeatureSets;
import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WaveBuilderTest {

    @Property
    void fillsAsTryingEveryFeatureInEveryWaveDoes(@ForAll("features") List<Feature> features, @ForAll Random random) {
        FeatureSet set = FeatureSet.of(features);
        DependencyGraph graph = DependencyGraph.of(set);
        ConflictIndex index = ConflictIndex.of(set, graph);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, features.size()).boxed().toList());
        Collections.shuffle(order, random);
        int[] ranked = order.stream().mapToInt(Integer::intValue).toArray();

        int[] parked =
                WaveBuilder.filled(PlanInput.of(set, graph), MutexResources.of(index, OverlapPolicy.SERIALIZE), ranked);

        assertThat(parked).isEqualTo(tryingEvery(graph, index, ranked));
    }

    @Provide
    Arbitrary<List<Feature>> features() {
        return FeatureSets.any();
    }

    private static int[] tryingEvery(DependencyGraph graph, ConflictIndex index, int[] ranked) {
        boolean[][] rivals = new boolean[ranked.length][ranked.length];
        index.pairs().filter(Conflict::mustSerialize).forEach(conflict -> {
            int one = graph.number(conflict.first());
            int other = graph.number(conflict.second());
            rivals[one][other] = true;
            rivals[other][one] = true;
        });
        int[] wave = new int[ranked.length];
        Arrays.fill(wave, Integer.MAX_VALUE);
        int left = ranked.length;
        for (int current = 0; left > 0; current++) {
            for (int feature : ranked) {
                if (wave[feature] == Integer.MAX_VALUE && mayRun(feature, current, wave, graph, rivals)) {
                    wave[feature] = current;
                    left--;
                }
            }
        }
        return wave;
    }

    private static boolean mayRun(int feature, int current, int[] wave, DependencyGraph graph, boolean[][] rivals) {
        return Arrays.stream(graph.edges().prerequisites().of(feature)).allMatch(before -> wave[before] < current)
                && IntStream.range(0, wave.length).noneMatch(other -> rivals[feature][other] && wave[other] == current);
    }
}
