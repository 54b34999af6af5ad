package dev.coord.core.json.input;

import dev.coord.FeatureId;
import dev.coord.core.conflict.Tables;
import dev.coord.plan.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a feature file declares, with the places of the ids that declarations name. */
final class Declarations {

    private final SortedMap<FeatureId, Feature> features = new TreeMap<>();
    private final Map<String, FeatureId> byFoldedId = new HashMap<>();
    private final Map<String, String> byFoldedTable = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final Set<String> extensions = new HashSet<>();

    private boolean complete;

    /** The first id met that is this one but for case. */
    FeatureId firstLike(FeatureId id) {
        FeatureId earlier = byFoldedId.putIfAbsent(id.caseFolded(), id);
        return earlier == null ? id : earlier;
    }

    /** The first table met that is this one but for case. */
    String firstTableLike(String table) {
        String earlier = byFoldedTable.putIfAbsent(Tables.folded(table), table);
        return earlier == null ? table : earlier;
    }

    /** Adds a declaration unless its id has one. */
    void add(Feature feature) {
        features.putIfAbsent(feature.id(), feature);
    }

    void add(Reference reference) {
        references.add(reference);
    }

    void addExtension(String key) {
        extensions.add(key);
    }

    /** Says that the file was read to its end, so that an id which was not met is no feature's. */
    void end() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isExtension(FeatureId id) {
        return extensions.contains(id.value());
    }

    boolean isTwin(FeatureId id) {
        return !id.equals(byFoldedId.get(id.caseFolded()));
    }

    SortedMap<FeatureId, Feature> features() {
        return features;
    }

    List<Reference> references() {
        return references;
    }

    /**
     * One feature named by another's declaration.
     *
     * @param from the key of that declaration
     * @param field the field it stands in
     * @param index its place in that field's list
     * @param to the id that is named
     * @param offset where in the text
     */
    record Reference(String from, Field field, int index, FeatureId to, int offset) {

        String pointer() {
            return Pointer.of(from, field.key(), Integer.toString(index));
        }
    }
}
