package dev.coord.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.plan.Conflict;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints how long the planner takes; nothing about time is asserted. */
class PlanningTimesTest {

    private static final int DIRECTORIES = 50;

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000})
    void plansLargeSets(int size) {
        FeatureSet features = features(size);

        long begun = System.nanoTime();
        DependencyGraph graph = DependencyGraph.of(features);
        long graphed = System.nanoTime();
        List<Conflict> conflicts = ConflictIndex.conflicts(features, graph);
        long compared = System.nanoTime();
        Plan plan = Planner.plan(features, 4);
        long planned = System.nanoTime();

        System.out.printf(
                "%,d features: graph %d ms, %,d conflicts %d ms, whole plan %d ms, %d waves%n",
                size,
                (graphed - begun) / 1_000_000,
                conflicts.size(),
                (compared - graphed) / 1_000_000,
                (planned - compared) / 1_000_000,
                plan.waves().size());
        assertThat(plan.conflicts()).hasSameSizeAs(conflicts);
    }

    /** Mostly files of their own, a few that several write, now and then a glob. */
    private static FeatureSet features(int size) {
        Random random = new Random(size);
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Feature.Builder feature = Feature.builder("F" + i).uses("resource" + random.nextInt(size));
            for (int file = 0; file < 6; file++) {
                feature.writes("src/d" + i % DIRECTORIES + "/" + i + "/f" + file + ".ts");
            }
            feature.writes("shared/s" + random.nextInt(size / 5) + ".ts");
            feature.reads("shared/s" + random.nextInt(size / 5) + ".ts");
            feature.changesSchema("t" + random.nextInt(size / 3));
            if (i % 1000 == 0) {
                feature.writes("src/d" + i % DIRECTORIES + "/*/f1.ts");
            }
            if (i > 0) {
                feature.blockedBy("F" + random.nextInt(i));
            }
            features.add(feature.build());
        }
        return FeatureSet.of(features);
    }
}
