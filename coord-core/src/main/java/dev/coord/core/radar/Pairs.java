package dev.coord.core.radar;

import dev.coord.FeatureId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Which pairs of works have to be looked at again. */
public final class Pairs {

    private Pairs() {}

    /**
     * Two works, or one and the target.
     *
     * @param one the first in order
     * @param other the other feature; none for the target
     */
    public record Pair(FeatureId one, Optional<FeatureId> other) {

        /**
         * Whether it is about a feature.
         *
         * @param feature the feature
         * @return true if it is one of the two
         */
        public boolean has(FeatureId feature) {
            return one.equals(feature) || other.filter(feature::equals).isPresent();
        }
    }

    /**
     * What was seen, by something that is equal exactly where the work is.
     *
     * @param target what the target is
     * @param works what the work on each feature is
     */
    public record Seen(String target, Map<FeatureId, String> works) {

        /** Nothing seen yet. */
        public static final Seen NOTHING = new Seen("", Map.of());

        /** Copies the map. */
        public Seen {
            works = Map.copyOf(works);
        }
    }

    /**
     * All pairs.
     *
     * @param features the features, in any order
     * @return each two of them once, and each with the target
     */
    public static List<Pair> of(Iterable<FeatureId> features) {
        NavigableSet<FeatureId> sorted = new TreeSet<>();
        features.forEach(sorted::add);
        List<FeatureId> all = List.copyOf(sorted);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            pairs.add(new Pair(all.get(i), Optional.empty()));
            for (int j = i + 1; j < all.size(); j++) {
                pairs.add(new Pair(all.get(i), Optional.of(all.get(j))));
            }
        }
        return pairs;
    }

    /**
     * The pairs of which a side is not what it was.
     *
     * @param before what was seen last
     * @param after what is seen now
     * @return those to be looked at; what is known of every other pair of {@code after} still holds
     */
    public static List<Pair> toLookAt(Seen before, Seen after) {
        return of(after.works().keySet()).stream()
                .filter(pair -> !isAsBefore(before, after, pair))
                .toList();
    }

    private static boolean isAsBefore(Seen before, Seen after, Pair pair) {
        return isAsBefore(before, after, pair.one())
                && pair.other()
                        .map(id -> isAsBefore(before, after, id))
                        .orElseGet(() -> before.target().equals(after.target()));
    }

    private static boolean isAsBefore(Seen before, Seen after, FeatureId feature) {
        String work = before.works().get(feature);
        return work != null && work.equals(after.works().get(feature));
    }
}
