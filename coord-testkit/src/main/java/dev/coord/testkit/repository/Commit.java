package dev.coord.testkit.repository;

import dev.coord.CommitId;
import dev.coord.merge.FeatureTip;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A commit as a value; what it merges where it is a feature's merge commit. */
public record Commit(
        CommitId id, List<CommitId> parents, SortedMap<String, String> tree, Optional<FeatureTip> feature) {

    public Commit {
        parents = List.copyOf(parents);
        tree = Collections.unmodifiableSortedMap(new TreeMap<>(tree));
    }
}
