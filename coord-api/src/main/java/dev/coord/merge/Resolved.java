package dev.coord.merge;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.merge.StructuredMerge.Taken;
import java.util.List;

/**
 * A file of a feature that git could not merge, and that was merged by what it means, or made anew by the user's command.
 * Specification 6.2.
 *
 * @param feature which feature
 * @param path the file; what is not UTF-8 in its name is shown as a replacement character
 * @param kind how it was understood, such as {@code JSON}, or {@link #REGENERATED}; on one safe line
 * @param taken what of it was in conflict, and came from where, in the order of the file: the first {@link #MOST_PARTS}
 * @param parts how many such parts there are
 */
public record Resolved(FeatureId feature, String path, String kind, List<Taken> taken, int parts) {

    /** The kind of a file that the user's command made anew. */
    public static final String REGENERATED = "regenerated";

    /** How many parts are kept of each file: a record is written at every step of a run. */
    public static final int MOST_PARTS = 100;

    /** Makes the kind safe to show and copies the list. */
    public Resolved {
        kind = SafeText.line(kind);
        taken = List.copyOf(taken);
    }

    /**
     * Whether it was merged by what it means.
     *
     * @return false where the user's command made it anew
     */
    public boolean isStructured() {
        return !kind.equals(REGENERATED);
    }

    /**
     * A file that a structured merger merged.
     *
     * @param feature which feature
     * @param path the file
     * @param merged what came of it
     * @return the file with its kinds and the first of its parts
     */
    public static Resolved of(FeatureId feature, String path, StructuredMerge.Merged merged) {
        List<Taken> all = merged.taken();
        String kinds =
                String.join(", ", all.stream().map(Taken::kind).distinct().toList());
        return new Resolved(feature, path, kinds, all.stream().limit(MOST_PARTS).toList(), all.size());
    }

    /**
     * A file that the user's command made anew.
     *
     * @param feature which feature
     * @param path the file
     * @return the file without parts
     */
    public static Resolved regenerated(FeatureId feature, String path) {
        return new Resolved(feature, path, REGENERATED, List.of(), 0);
    }
}
