package dev.coord.git.merge;

import dev.coord.FeatureId;
import dev.coord.git.command.Commits;
import dev.coord.git.command.RawCommit;
import dev.coord.git.command.Refs;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Merges branches of which some were taken back since they were merged: what took one back is taken back first, so that its merge
 * commit brings all of it again.
 */
final class BringingBack {

    private final IntegrationClone clone;
    private final MergeTree merges;
    private final SortedMap<FeatureId, List<CommitId>> takenBack;
    private final Set<CommitId> restored = new HashSet<>();

    /**
     * Knows what was taken back.
     *
     * @param takenBack by which commits, latest first
     */
    BringingBack(IntegrationClone clone, MergeTree merges, SortedMap<FeatureId, List<CommitId>> takenBack) {
        this.clone = clone;
        this.merges = merges;
        this.takenBack = takenBack;
    }

    /**
     * What came of it.
     *
     * @param ours what was merged onto in the end, which no ref will have
     * @param restores what was taken back of what had taken the branch back
     */
    record Tried(CommitId ours, MergeTree.Merge merge, List<CommitId> restores) {

        Tried {
            restores = List.copyOf(restores);
        }
    }

    Tried merge(FeatureTip tip, CommitId chain) {
        List<CommitId> restores = new ArrayList<>();
        CommitId ours = chain;
        for (CommitId revert : takenBack.getOrDefault(tip.feature(), List.of())) {
            if (!restored.contains(revert)) {
                MergeTree.Merge merge = merges.merge(ours, without(revert));
                if (!(merge instanceof MergeTree.Merge.Clean clean)) {
                    return new Tried(ours, merge, restores);
                }
                ours = Commits.make(clone.git(), clean.tree(), List.of(ours), "without " + revert + "\n");
                restores.add(revert);
            }
        }
        return new Tried(ours, merges.merge(ours, tip.tip()), restores);
    }

    /** It is part of the chain from now on. */
    void keep(Tried tried) {
        restored.addAll(tried.restores());
    }

    /** A commit on the revert that has what was there before it. */
    private CommitId without(CommitId revert) {
        RawCommit commit = Commits.read(clone.git(), revert);
        CommitId before = new Refs(clone.git()).tree(commit.parents().get(0).value());
        return Commits.make(clone.git(), before, List.of(revert), "without " + revert + "\n");
    }
}
