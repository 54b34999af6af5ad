package dev.coord.core.integrate;

import dev.coord.FeatureId;
import dev.coord.core.integrate.CommitGraph.Ancestry;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.merge.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which branches were merged and taken back since. To git such a branch is merged for good: merging it again brings what it
 * gained, and nothing of what was taken back.
 */
public final class TakenBackBranches {

    private final CommitGraph graph;
    private final SortedMap<FeatureId, CommitId> tips;
    private final Ancestry ancestry;

    private TakenBackBranches(CommitGraph graph, SortedMap<FeatureId, CommitId> tips, List<CommitId> sought) {
        this.graph = graph;
        this.tips = tips;
        this.ancestry = graph.ancestryOf(sought);
    }

    /**
     * A merge commit that was taken back.
     *
     * @param commit the commit
     * @param parents what was merged, the target first
     * @param feature which feature it says that it landed
     */
    public record Merge(CommitId commit, List<CommitId> parents, Optional<FeatureId> feature) {

        /** Copies the list. */
        public Merge {
            parents = List.copyOf(parents);
        }
    }

    /**
     * Finds them.
     *
     * @param graph has the target, every tip, and every commit that is not before a commit which all of them contain
     * @param target the target's commit
     * @param tips of the branches
     * @param latestFirst what takes something back, each in the graph
     * @param merges those of what is taken back that are merges; one that is not in the graph is below the target and every tip
     * @return for each branch that was taken back, which commits have to be taken back themselves, latest first
     */
    public static SortedMap<FeatureId, List<CommitId>> of(
            CommitGraph graph,
            CommitId target,
            SortedMap<FeatureId, CommitId> tips,
            List<Undoing> latestFirst,
            Map<CommitId, Merge> merges) {
        List<CommitId> sought = new ArrayList<>(tips.values());
        latestFirst.forEach(undoing -> sought.add(undoing.by()));
        merges.values().forEach(merge -> {
            sought.add(merge.commit());
            sought.addAll(merge.parents());
        });
        TakenBackBranches branches = new TakenBackBranches(graph, tips, sought);
        Undoings undoings = new Undoings(latestFirst);
        SortedMap<FeatureId, List<CommitId>> found = new TreeMap<>();
        tips.forEach((feature, tip) -> {
            List<CommitId> against = undoings.of(by -> branches.has(target, by) || branches.has(tip, by))
                    .against(
                            what -> Optional.ofNullable(merges.get(what))
                                    .filter(merge -> branches.isOf(feature, merge))
                                    .isPresent(),
                            by -> branches.has(target, by) && !branches.has(tip, by));
            if (!against.isEmpty()) {
                found.put(feature, against);
            }
        });
        return found;
    }

    /**
     * A branch that was begun after a merge has the work of others from it, as it has everything on the target; so that does not
     * count unless the merge names the feature.
     */
    private boolean isOf(FeatureId feature, Merge merge) {
        if (merge.feature().filter(named -> tips.containsKey(named)).isPresent()) {
            return merge.feature().get().equals(feature) && broughtFrom(feature, merge);
        }
        return isBegunBefore(feature, merge)
                && tips.keySet().stream().noneMatch(other -> isBelow(other, feature) && isBegunBefore(other, merge));
    }

    private boolean isBegunBefore(FeatureId feature, Merge merge) {
        return !has(tip(feature), merge.commit()) && broughtFrom(feature, merge);
    }

    /** Whether a merge brought the branch, or what the branch was then. */
    private boolean broughtFrom(FeatureId feature, Merge merge) {
        CommitId tip = tip(feature);
        return merge.parents().stream().skip(1).anyMatch(merged -> has(tip, merged))
                || (ancestry.isAncestor(tip, merge.commit())
                        && !ancestry.isAncestor(tip, merge.parents().get(0)));
    }

    private boolean isBelow(FeatureId below, FeatureId above) {
        return !tip(below).equals(tip(above)) && has(tip(above), tip(below));
    }

    /** Whether the target, or a tip, contains a commit. */
    private boolean has(CommitId tip, CommitId commit) {
        return !graph.contains(commit) || ancestry.isAncestor(commit, tip);
    }

    private CommitId tip(FeatureId feature) {
        CommitId tip = tips.get(feature);
        if (tip == null) {
            throw new IllegalArgumentException("no branch of " + feature);
        }
        return tip;
    }
}
