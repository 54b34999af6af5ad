package dev.coord.core.schedule;

import dev.coord.core.conflict.ConflictIndex;
import dev.coord.core.graph.DependencyGraph;
import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureSet;
import java.util.Arrays;

/** The fewest waves a small feature set can be worked off in, by trying all. */
public final class FewestWaves {

    private FewestWaves() {}

    public static int of(FeatureSet features) {
        DependencyGraph graph = DependencyGraph.of(features);
        int size = graph.size();
        int[] needs = new int[size];
        int[] rivals = new int[size];
        for (int feature = 0; feature < size; feature++) {
            for (int earlier : graph.edges().prerequisites().of(feature)) {
                needs[feature] |= 1 << earlier;
            }
        }
        for (Conflict conflict : ConflictIndex.of(features, graph).pairs().toList()) {
            if (conflict.mustSerialize()) {
                int one = graph.number(conflict.first());
                int other = graph.number(conflict.second());
                rivals[one] |= 1 << other;
                rivals[other] |= 1 << one;
            }
        }
        int[] fewest = new int[1 << size];
        Arrays.fill(fewest, Integer.MAX_VALUE);
        fewest[0] = 0;
        for (int done = 0; done < fewest.length - 1; done++) {
            if (fewest[done] != Integer.MAX_VALUE) {
                int open = fewest.length - 1 & ~done;
                for (int wave = open; wave > 0; wave = wave - 1 & open) {
                    if (canRun(wave, done, needs, rivals)) {
                        fewest[done | wave] = Math.min(fewest[done | wave], fewest[done] + 1);
                    }
                }
            }
        }
        return fewest[fewest.length - 1];
    }

    private static boolean canRun(int wave, int done, int[] needs, int[] rivals) {
        for (int feature = 0; feature < needs.length; feature++) {
            if ((wave >> feature & 1) == 1 && ((needs[feature] & ~done) != 0 || (rivals[feature] & wave) != 0)) {
                return false;
            }
        }
        return true;
    }
}
