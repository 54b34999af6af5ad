package dev.coord.bench.culprit;

import dev.coord.FeatureId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A wave with features that break it.
 *
 * @param order its features
 * @param sets those that are red whenever all of one set are in
 * @param hint whom the output of the tests speaks against
 */
record BrokenWave(List<FeatureId> order, List<Set<FeatureId>> sets, FeatureId hint) {

    /** A wave of {@code size} features; each set has {@code together} of them that are in no other. */
    static BrokenWave random(Random random, int size, int sets, int together) {
        List<FeatureId> order = IntStream.range(0, size)
                .mapToObj(number -> new FeatureId("f" + number))
                .toList();
        List<FeatureId> mixed = new ArrayList<>(order);
        Collections.shuffle(mixed, random);
        List<Set<FeatureId>> breaking = IntStream.range(0, sets)
                .mapToObj(set -> Set.copyOf(mixed.subList(set * together, (set + 1) * together)))
                .toList();
        FeatureId hint = random.nextInt(10) < 7 && sets > 0 ? mixed.get(0) : order.get(random.nextInt(size));
        return new BrokenWave(order, breaking, hint);
    }

    boolean isRed(Collection<FeatureId> features) {
        return sets.stream().anyMatch(features::containsAll);
    }
}
