package dev.coord.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.plan.Planner;
import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairwiseConflictsTest {

    @Test
    void findsWhatTheIndexFindsOnAThousandPlans() {
        long found = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            FeatureSet features = random(new Random(seed));
            List<String> indexed = Planner.plan(features, 1)
                    .conflicts()
                    .pairs(Set.of(
                            ConflictType.FILE_WRITE_CONFLICT,
                            ConflictType.SCHEMA_CONFLICT,
                            ConflictType.RESOURCE_CONTENTION))
                    .map(PairwiseConflictsTest::told)
                    .toList();

            assertThat(PairwiseConflicts.detect(features).stream().map(PairwiseConflictsTest::told))
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(indexed);
            found += indexed.size();
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void drawsTheSameFeaturesEachTime() {
        assertThat(RandomFeatures.skewed(300)).isEqualTo(RandomFeatures.skewed(300));
        assertThat(RandomFeatures.even(300)).isEqualTo(RandomFeatures.even(300));
    }

    @Test
    void sortsEachAfterWhatItWaitsFor() {
        FeatureSet features = RandomFeatures.even(500);
        int[][] edges = IntArraySort.edges(features);
        int[] order = IntArraySort.sort(500, edges);
        int[] place = new int[500];
        for (int at = 0; at < order.length; at++) {
            place[order[at]] = at;
        }

        for (int i = 0; i < edges[0].length; i++) {
            assertThat(place[edges[0][i]]).isLessThan(place[edges[1][i]]);
        }
    }

    private static String told(Conflict conflict) {
        return conflict.type() + " " + conflict.first() + " " + conflict.second() + " " + conflict.subjects();
    }

    private static FeatureSet random(Random random) {
        List<Feature> features = new ArrayList<>();
        int count = 2 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Feature.Builder feature = Feature.builder("F" + i);
            for (int k = random.nextInt(5); k > 0; k--) {
                feature.writes("f" + random.nextInt(40) + ".ts");
            }
            if (random.nextInt(3) == 0) {
                feature.changesSchema("t" + random.nextInt(4));
            }
            if (random.nextInt(2) == 0) {
                feature.uses("r" + random.nextInt(5));
            }
            if (i > 0 && random.nextInt(3) == 0) {
                feature.blockedBy("F" + random.nextInt(i));
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }
}
