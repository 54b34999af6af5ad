package dev.coord.core.state;

import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.state.CoordinationState.SharedResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who uses what. Reading 12. */
final class SharedResources {

    private static final SharedResource UNUSED = new SharedResource(false, List.of());

    private SharedResources() {}

    static SortedMap<String, SharedResource> usedBy(SortedMap<String, SharedResource> resources, Feature feature) {
        return with(resources, feature, false);
    }

    static SortedMap<String, SharedResource> initializedBy(
            SortedMap<String, SharedResource> resources, Feature feature) {
        return with(resources, feature, true);
    }

    /**
     * Without a feature's use; what nobody else uses is gone, and what it alone had initialized is not any more.
     *
     * @param completed the features that are completed, with this one if it is
     */
    static SortedMap<String, SharedResource> without(
            SortedMap<String, SharedResource> resources, FeatureId feature, Collection<FeatureId> completed) {
        SortedMap<String, SharedResource> all = new TreeMap<>();
        resources.forEach((name, resource) -> {
            List<FeatureId> others = resource.featuresUsing().stream()
                    .filter(user -> !user.equals(feature))
                    .toList();
            boolean itsOwn = others.size() < resource.featuresUsing().size();
            boolean stays = !completed.contains(feature) || others.stream().anyMatch(completed::contains);
            if (!itsOwn) {
                all.put(name, resource);
            } else if (!others.isEmpty()) {
                all.put(name, new SharedResource(resource.initialized() && stays, others));
            }
        });
        return all;
    }

    private static SortedMap<String, SharedResource> with(
            SortedMap<String, SharedResource> resources, Feature feature, boolean initialize) {
        SortedMap<String, SharedResource> all = new TreeMap<>(resources);
        for (String name : feature.sharedResources()) {
            SharedResource resource = all.getOrDefault(name, UNUSED);
            List<FeatureId> users = new ArrayList<>(resource.featuresUsing());
            if (!users.contains(feature.id())) {
                users.add(feature.id());
            }
            all.put(name, new SharedResource(resource.initialized() || initialize, users));
        }
        return all;
    }
}
