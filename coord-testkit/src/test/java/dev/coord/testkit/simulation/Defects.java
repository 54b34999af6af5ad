package dev.coord.testkit.simulation;

import dev.coord.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What is wrong with what agents make, as nobody knows but the tests: some work breaks them by itself, some only together with that of one
 * other feature. An agent that is told of it makes it well.
 */
final class Defects {

    private static final double BROKEN = 0.2;
    private static final double CARELESS = 0.7;

    private final boolean any;
    private final Chance chance;
    private final List<Set<FeatureId>> pairs = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private final Map<String, FeatureId> careless = new HashMap<>();

    Defects(boolean any, Chance chance, FeatureSet features) {
        this.any = any;
        this.chance = chance;
        List<FeatureId> all = List.copyOf(features.features().keySet());
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (chance.happens(0.4)) {
                    pairs.add(Set.of(all.get(i), all.get(j)));
                }
            }
        }
    }

    /** An agent writes; it takes care once it is told what it broke. */
    void written(AgentTask task, String path, String content) {
        FeatureId id = task.feature().id();
        boolean isOwn = path.equals("own/" + id.value().substring(1) + ".ts");
        if (!any || !isOwn || !task.feedback().isEmpty()) {
            return;
        }
        if (chance.happens(BROKEN)) {
            broken.add(content);
        } else if (chance.happens(CARELESS)) {
            careless.put(content, id);
        }
    }

    /** Whether the tests fail on these files. */
    boolean areIn(SortedMap<String, String> files) {
        Set<FeatureId> made = new HashSet<>();
        for (String content : files.values()) {
            if (broken.contains(content)) {
                return true;
            }
            if (careless.containsKey(content)) {
                made.add(careless.get(content));
            }
        }
        return pairs.stream().anyMatch(made::containsAll);
    }
}
