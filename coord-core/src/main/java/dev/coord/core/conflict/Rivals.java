package dev.coord.core.conflict;

import dev.coord.core.path.PathPattern;
import dev.coord.plan.Feature;
import dev.coord.plan.Plan.OverlapPolicy;

/** Which two features may not be under way at the same time, dependencies aside. Specification 5.1. */
public final class Rivals {

    private Rivals() {}

    /**
     * Whether two features write a path that overlaps, or change one table.
     *
     * @param one one feature
     * @param other the other feature
     * @param overlap what is done with features that write the same file
     * @return true if they contend critically
     */
    public static boolean contend(Feature one, Feature other, OverlapPolicy overlap) {
        return !Tables.common(one, other).isEmpty() || (overlap == OverlapPolicy.SERIALIZE && shareFiles(one, other));
    }

    private static boolean shareFiles(Feature one, Feature other) {
        return one.fileWrites().stream()
                .map(PathPattern::of)
                .anyMatch(written ->
                        other.fileWrites().stream().anyMatch(path -> written.overlaps(PathPattern.of(path))));
    }
}
