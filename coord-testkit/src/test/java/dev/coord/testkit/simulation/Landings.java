package dev.coord.testkit.simulation;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.FeatureTip;
import dev.coord.plan.Feature;
import dev.coord.testkit.repository.Commit;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has landed in a simulated run, of what is declared. */
final class Landings {

    private final SimulatedRun world;

    Landings(SimulatedRun world) {
        this.world = world;
    }

    /** The latest landing of each feature. */
    SortedMap<FeatureId, CommitId> latest() {
        return latest(world.repository().history().line(world.repository().target()));
    }

    static SortedMap<FeatureId, CommitId> latest(List<Commit> line) {
        SortedMap<FeatureId, CommitId> landings = new TreeMap<>();
        line.forEach(commit -> commit.feature().ifPresent(tip -> landings.put(tip.feature(), commit.id())));
        return landings;
    }

    SortedMap<FeatureId, String> landed() {
        SortedMap<FeatureId, String> all =
                landed(world.repository().history().line(world.repository().target()));
        all.keySet().retainAll(world.digests().keySet());
        return all;
    }

    static SortedMap<FeatureId, String> landed(List<Commit> line) {
        SortedMap<FeatureId, String> landed = new TreeMap<>();
        for (Commit commit : line) {
            commit.feature().ifPresent((FeatureTip tip) -> landed.put(tip.feature(), tip.digest()));
        }
        return landed;
    }

    /** What landed and was declared in another way since has to land again. */
    Set<FeatureId> landedAsDeclared() {
        SortedMap<FeatureId, String> landed = landed();
        landed.entrySet()
                .removeIf(entry -> !entry.getValue().equals(world.digests().get(entry.getKey())));
        return landed.keySet();
    }

    /** What is to be made once more and has not landed again. */
    Set<FeatureId> notReplaced() {
        return notReplaced(latest());
    }

    /** The same of these landings. */
    Set<FeatureId> notReplaced(SortedMap<FeatureId, CommitId> landings) {
        Set<FeatureId> open = new TreeSet<>(world.toReplace().keySet());
        open.removeIf(id -> !world.toReplace().get(id).equals(landings.get(id)));
        return open;
    }

    /** What a feature waits for. */
    Set<FeatureId> prerequisites(FeatureId id) {
        Set<FeatureId> earlier = new TreeSet<>();
        if (world.features().features().containsKey(id)) {
            earlier.addAll(world.features().get(id).blockedBy());
        }
        for (Feature other : world.features().features().values()) {
            if (other.blocks().contains(id)) {
                earlier.add(other.id());
            }
        }
        earlier.retainAll(world.digests().keySet());
        return earlier;
    }
}
