package dev.coord.bench.culprit;

import dev.coord.FeatureId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What bors does: a batch that is red is parted in two, each half queues again, and what is red alone is out. */
final class Bors {

    private final BrokenWave wave;
    private final boolean hasCache;
    private final Set<Set<FeatureId>> known = new HashSet<>();
    private int runs;

    private Bors(BrokenWave wave, boolean hasCache) {
        this.wave = wave;
        this.hasCache = hasCache;
    }

    /**
     * Plays a wave to its end.
     *
     * @param hasCache whether the same set is run once only
     * @return how many runs that takes
     */
    static int runs(BrokenWave wave, boolean hasCache) {
        Bors bors = new Bors(wave, hasCache);
        Set<FeatureId> landed = new HashSet<>();
        Deque<List<FeatureId>> queue = new ArrayDeque<>(List.of(wave.order()));
        while (!queue.isEmpty()) {
            List<FeatureId> batch = queue.remove();
            Set<FeatureId> merged = new HashSet<>(landed);
            merged.addAll(batch);
            if (!bors.isRed(merged)) {
                landed = merged;
            } else if (batch.size() > 1) {
                int middle = (batch.size() + 1) / 2;
                queue.addFirst(batch.subList(middle, batch.size()));
                queue.addFirst(batch.subList(0, middle));
            }
        }
        return bors.runs;
    }

    private boolean isRed(Collection<FeatureId> features) {
        if (known.add(Set.copyOf(features)) || !hasCache) {
            runs++;
        }
        return wave.isRed(features);
    }
}
