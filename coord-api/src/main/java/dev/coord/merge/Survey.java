package dev.coord.merge;

import dev.coord.FeatureId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the repository itself says about the target branch.
 *
 * @param target the target's commit
 * @param landed digest of the latest declaration that landed, by feature
 * @param present those of the commits asked about that the repository has
 * @param contained those of them that the target contains
 */
public record Survey(
        CommitId target,
        SortedMap<FeatureId, String> landed,
        SortedSet<CommitId> present,
        SortedSet<CommitId> contained) {

    /** Copies the collections. */
    public Survey {
        landed = Collections.unmodifiableSortedMap(new TreeMap<>(landed));
        contained = Collections.unmodifiableSortedSet(new TreeSet<>(contained));
        present = Collections.unmodifiableSortedSet(new TreeSet<>(present));
    }
}
