package dev.coord.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The features of one piece of work. Every id that one of them names is in the set or was completed before. Whether
 * they wait for each other in a circle is not checked here but where a graph is made of them. Immutable, sorted by id.
 * Specification 1.1, reading 3.
 *
 * @param features the features by id
 * @param completedBefore ids outside the set that count as satisfied
 */
public record FeatureSet(SortedMap<FeatureId, Feature> features, SortedSet<FeatureId> completedBefore) {

    /**
     * Copies and checks.
     *
     * @throws BadInput if a key is not its feature's id, two ids differ by case only, or an id is unknown
     */
    public FeatureSet {
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
        completedBefore = Collections.unmodifiableSortedSet(new TreeSet<>(completedBefore));
        List<String> wrong = new ArrayList<>();
        Map<String, FeatureId> folded = new HashMap<>();
        Set<FeatureId> known = new HashSet<>(features.keySet());
        known.addAll(completedBefore);
        for (Map.Entry<FeatureId, Feature> entry : features.entrySet()) {
            Feature feature = entry.getValue();
            FeatureId twin = folded.put(feature.id().caseFolded(), feature.id());
            if (twin != null) {
                wrong.add("features '" + twin + "' and '" + feature.id() + "' differ by case only; rename one");
            }
            if (!entry.getKey().equals(feature.id())) {
                wrong.add("feature '" + feature.id() + "' stands under the key '" + entry.getKey() + "'; use its id");
            }
            unknown(feature.blocks(), known, feature, "blocks", wrong);
            unknown(feature.blockedBy(), known, feature, "blocked_by", wrong);
        }
        if (!wrong.isEmpty()) {
            throw new BadInput(String.join("\n", wrong));
        }
    }

    /**
     * A set of features of which none was completed before.
     *
     * @param features the features, in any order
     * @return the set
     * @throws BadInput if two features have the same id, or as the constructor
     */
    public static FeatureSet of(Collection<Feature> features) {
        SortedMap<FeatureId, Feature> byId = new TreeMap<>();
        for (Feature feature : features) {
            if (byId.put(feature.id(), feature) != null) {
                throw new BadInput("feature '" + feature.id() + "' is declared twice; remove or rename one");
            }
        }
        return new FeatureSet(byId, new TreeSet<>());
    }

    /**
     * The feature of that name.
     *
     * @param id its name
     * @return the feature
     * @throws BadInput if the set has no such feature
     */
    public Feature get(FeatureId id) {
        Feature feature = features.get(id);
        if (feature == null) {
            throw new BadInput("no feature is named '" + id + "'; the set holds "
                    + features.keySet().stream().map(FeatureId::value).collect(Collectors.joining(", ")));
        }
        return feature;
    }

    private static void unknown(
            List<FeatureId> ids, Set<FeatureId> known, Feature feature, String field, List<String> wrong) {
        for (FeatureId id : ids) {
            if (!known.contains(id)) {
                wrong.add("feature '" + feature.id() + "' names '" + id + "' in " + field
                        + ", which no feature is called; add it or remove the name");
            }
        }
    }
}
