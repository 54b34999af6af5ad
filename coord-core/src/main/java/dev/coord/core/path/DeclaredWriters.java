package dev.coord.core.path;

import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Which features declare to write a file. Immutable, safe for many threads. */
public final class DeclaredWriters implements Function<String, List<FeatureId>> {

    private final Map<FeatureId, List<PathPattern>> declared = new TreeMap<>();

    /**
     * Of a set.
     *
     * @param features what was declared
     */
    public DeclaredWriters(FeatureSet features) {
        for (Feature feature : features.features().values()) {
            declared.put(
                    feature.id(),
                    feature.fileWrites().stream().map(PathPattern::of).toList());
        }
    }

    /**
     * Those of one file.
     *
     * @param path as git writes it
     * @return the features, sorted
     */
    @Override
    public List<FeatureId> apply(String path) {
        return declared.entrySet().stream()
                .filter(one -> one.getValue().stream().anyMatch(pattern -> pattern.matches(path)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
