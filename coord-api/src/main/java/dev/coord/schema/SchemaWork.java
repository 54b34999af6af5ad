package dev.coord.schema;

import dev.coord.FeatureId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a trial of migrations is about. Immutable.
 *
 * @param base the migrations that the target has, in the order they apply in
 * @param features what each feature of the wave adds, in the order of the first that each adds; those that add none are left out
 * @param pairs which of them are applied in both orders
 * @param notTried why nothing of it can be tried; none where it can
 */
public record SchemaWork(List<Migration> base, List<Added> features, List<Pair> pairs, Optional<String> notTried) {

    /** What can be tried. */
    public SchemaWork(List<Migration> base, List<Added> features, List<Pair> pairs) {
        this(base, features, pairs, Optional.empty());
    }

    /** Copies the lists. */
    public SchemaWork {
        base = List.copyOf(base);
        features = List.copyOf(features);
        pairs = List.copyOf(pairs);
    }

    /**
     * The same with other pairs.
     *
     * @param others which features are applied in both orders
     * @return the work with these pairs
     */
    public SchemaWork with(List<Pair> others) {
        return new SchemaWork(base, features, others, notTried);
    }

    /**
     * What one feature adds.
     *
     * @param feature which one
     * @param migrations its migrations, in the order they apply in
     * @param hidden the words, in lower case, of statements of which it is not seen what they do, such as blocks: what they name they may change
     */
    public record Added(FeatureId feature, List<Migration> migrations, Set<String> hidden) {

        /** Copies the collections. */
        public Added {
            migrations = List.copyOf(migrations);
            hidden = Set.copyOf(hidden);
        }

        /** Of which all is seen. */
        public Added(FeatureId feature, List<Migration> migrations) {
            this(feature, migrations, Set.of());
        }
    }

    /**
     * Two features whose migrations may depend on their order.
     *
     * @param earlier the one that comes first
     * @param later the other
     */
    public record Pair(FeatureId earlier, FeatureId later) {}
}
