package dev.coord.core.graph;

import dev.coord.FeatureId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The known names that an unknown one most likely means. */
public final class Nearest {

    private static final int MOST = 3;

    private record Scored(FeatureId id, int distance) {}

    private Nearest() {}

    /**
     * The known ids most like an unknown one.
     *
     * @param wanted the unknown id
     * @param known the known ones
     * @return at most three, the nearest first; none if nothing is near
     */
    public static List<FeatureId> of(FeatureId wanted, Collection<FeatureId> known) {
        int farthest = Math.max(2, wanted.value().length() / 2);
        return known.stream()
                .map(id -> new Scored(id, distance(wanted.caseFolded(), id.caseFolded())))
                .filter(scored -> scored.distance() <= farthest)
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::id))
                .limit(MOST)
                .map(Scored::id)
                .toList();
    }

    /**
     * A message for an unknown id.
     *
     * @param wanted the unknown id
     * @param known the known ones
     * @return what was found and what may be meant
     */
    public static String unknown(FeatureId wanted, Collection<FeatureId> known) {
        List<FeatureId> nearest = of(wanted, known);
        return "no feature is named '" + wanted + "'"
                + (nearest.isEmpty() ? "" : "; did you mean '" + nearest.get(0) + "'?");
    }

    /**
     * How many characters have to be added, removed or replaced to make one text of another.
     *
     * @param one a text
     * @param other another text
     * @return the Levenshtein distance; a name that begins with the other counts as near
     */
    public static int distance(String one, String other) {
        if (one.startsWith(other) || other.startsWith(one)) {
            return Math.min(1, Math.abs(one.length() - other.length()));
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
