package dev.coord.core.integrate;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.integrate.CommitGraph.Ancestry;
import dev.coord.core.integrate.Undoings.Undoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which branches were merged and taken back since. To git such a branch is merged for good: merging it again brings what it
 * gained, and nothing of what was taken back.
 */
public final class TakenBackBranches {

    private final CommitGraph graph;
    private final SortedMap<FeatureId, CommitId> tips;
    private final Map<CommitId, Merge> bringing;
    private final Ancestry ancestry;

    private TakenBackBranches(
            CommitGraph graph,
            SortedMap<FeatureId, CommitId> tips,
            Map<CommitId, Merge> bringing,
            List<CommitId> sought) {
        this.graph = graph;
        this.tips = tips;
        this.bringing = bringing;
        this.ancestry = graph.ancestryOf(sought);
    }

    /**
     * A merge commit, such as one that was taken back.
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
     * @param bringing the merges by which commits that take something back came to the target: where that was the work of one
     *     branch, it stands for every other that has gained nothing since
     * @return for each branch that was taken back, what has to be taken back itself, latest first
     */
    public static SortedMap<FeatureId, List<Undoing>> of(
            CommitGraph graph,
            CommitId target,
            SortedMap<FeatureId, CommitId> tips,
            List<Undoing> latestFirst,
            Map<CommitId, Merge> merges,
            Map<CommitId, Merge> bringing) {
        List<CommitId> sought = new ArrayList<>(tips.values());
        latestFirst.forEach(undoing -> sought.add(undoing.by()));
        Stream.concat(merges.values().stream(), bringing.values().stream()).forEach(merge -> {
            sought.add(merge.commit());
            sought.addAll(merge.parents());
        });
        TakenBackBranches branches = new TakenBackBranches(graph, tips, bringing, sought);
        Undoings undoings = new Undoings(latestFirst);
        SortedMap<FeatureId, List<Undoing>> found = new TreeMap<>();
        tips.forEach((feature, tip) -> {
            List<CommitId> against = undoings.of(by -> branches.has(target, by) || branches.has(tip, by))
                    .against(
                            what -> Optional.ofNullable(merges.get(what))
                                    .filter(merge -> branches.isOf(feature, merge))
                                    .isPresent(),
                            by -> branches.has(target, by)
                                    && !branches.has(tip, by)
                                    && !(branches.has(target, tip) && branches.isOfAnother(feature, by)));
            if (!against.isEmpty()) {
                found.put(
                        feature,
                        latestFirst.stream()
                                .filter(undoing -> against.contains(undoing.by()))
                                .toList());
            }
        });
        return found;
    }

    /**
     * Finds how commits came to a target.
     *
     * @param graph has the target and the commits
     * @param target the target's commit
     * @param commits what is asked of
     * @return the merge into the target that brought each; nothing of one that was made on the target itself
     */
    public static Map<CommitId, CommitId> bringing(CommitGraph graph, CommitId target, Collection<CommitId> commits) {
        Ancestry ancestry = graph.ancestryOf(commits);
        Map<CommitId, CommitId> bringing = new HashMap<>();
        for (CommitId commit : commits) {
            CommitId at = target;
            List<CommitId> parents = graph.parents().getOrDefault(at, List.of());
            while (!parents.isEmpty() && ancestry.isAncestor(commit, parents.get(0))) {
                at = parents.get(0);
                parents = graph.parents().getOrDefault(at, List.of());
            }
            if (!at.equals(commit) && ancestry.isAncestor(commit, at)) {
                bringing.put(commit, at);
            }
        }
        return bringing;
    }

    /** Whether what takes something back is the work of another branch, which would be undone with it. */
    private boolean isOfAnother(FeatureId feature, CommitId by) {
        Merge merge = bringing.get(by);
        return merge != null && tips.keySet().stream().anyMatch(other -> !other.equals(feature) && isOf(other, merge));
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
