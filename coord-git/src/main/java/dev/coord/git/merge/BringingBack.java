package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.git.object.CommitWriter;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import dev.coord.git.object.Refs;
import dev.coord.git.renumber.Renumber;
import dev.coord.git.renumber.RenumberedBranch;
import dev.coord.merge.FeatureTip;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Merges branches of which some were taken back since they were merged: what took one back is taken back first, so that its merge
 * commit brings all of it again. Whatever such a commit did beside that is the work of whoever made it, and stays.
 */
final class BringingBack {

    private final IntegrationClone clone;
    private final MergeTree merges;
    private final SortedMap<FeatureId, List<Undoing>> takenBack;
    private final Renumber renumber;
    private final Set<Undoing> restored = new HashSet<>();

    /**
     * Knows what was taken back.
     *
     * @param takenBack by what, latest first
     * @param renumber gives what is brought back numbers that are free
     */
    BringingBack(
            IntegrationClone clone,
            MergeTree merges,
            SortedMap<FeatureId, List<Undoing>> takenBack,
            Renumber renumber) {
        this.renumber = renumber;
        this.clone = clone;
        this.merges = merges;
        this.takenBack = takenBack;
    }

    /**
     * What came of it.
     *
     * @param ours what was merged onto in the end, which no ref will have
     * @param undone what was taken back of what had taken the branch back
     * @param isOfTheTip whether it is the merge of the branch, rather than of what brings it back
     * @param numbered what became of migrations that were brought back
     */
    record Tried(
            CommitId ours,
            MergeTree.Merge merge,
            List<Undoing> undone,
            boolean isOfTheTip,
            Optional<RenumberedBranch> numbered) {

        Tried {
            undone = List.copyOf(undone);
        }

        /** The commits that are not in force any more. */
        List<CommitId> restores() {
            return undone.stream().map(Undoing::by).distinct().toList();
        }
    }

    /**
     * Merges a branch.
     *
     * @param merged what is merged of it
     * @param base the target
     * @param chain what it is merged onto
     * @param commits makes the commit of migrations that are brought back and whose numbers are taken by now
     */
    Tried merge(FeatureTip tip, CommitId merged, CommitId base, CommitId chain, CommitWriter commits) {
        List<Undoing> undone = new ArrayList<>();
        CommitId ours = chain;
        for (Undoing undoing : takenBack.getOrDefault(tip.feature(), List.of())) {
            if (!restored.contains(undoing)) {
                Restored restoring = restore(ours, undoing);
                if (!(restoring.merge() instanceof MergeTree.Merge.Clean clean)) {
                    return new Tried(restoring.ours(), restoring.merge(), undone, false, Optional.empty());
                }
                ours = Commits.make(clone.git(), clean.tree(), List.of(ours), "without " + undoing.by() + "\n");
                undone.add(undoing);
            }
        }
        Optional<RenumberedBranch> numbered = numbered(tip, ours, base, chain, undone, commits);
        CommitId onto = numbered.filter(RenumberedBranch.Ready.class::isInstance)
                .map(ready -> ((RenumberedBranch.Ready) ready).commit())
                .orElse(ours);
        return new Tried(onto, merges.merge(onto, merged), undone, true, numbered);
    }

    /** What is brought back was begun before it was merged first. */
    private Optional<RenumberedBranch> numbered(
            FeatureTip tip, CommitId ours, CommitId base, CommitId chain, List<Undoing> undone, CommitWriter commits) {
        return undone.stream()
                .map(Undoing::what)
                .flatMap(what -> read(what).stream())
                .filter(what -> what.parents().size() > 1)
                .reduce((later, earlier) -> earlier)
                .map(landing -> renumber.since(tip.feature(), landing.parents().get(0), ours, base, chain, commits));
    }

    /** It is part of the chain from now on. */
    void keep(Tried tried) {
        restored.addAll(tried.undone());
    }

    private record Restored(CommitId ours, MergeTree.Merge merge) {}

    /**
     * From what git itself makes of the revert to what was there before it. Where git cannot make it, somebody did by hand, and it
     * is not known what else they did: then it is what was reverted that is done again.
     */
    private Restored restore(CommitId ours, Undoing undoing) {
        Optional<RawCommit> what = read(undoing.what());
        if (what.isEmpty() || what.get().parents().isEmpty()) {
            return new Restored(ours, new MergeTree.Merge.Clean(tree(ours)));
        }
        CommitId done = tree(undoing.what());
        CommitId undone = tree(what.get().parents().get(0));
        CommitId before = tree(read(undoing.by()).orElseThrow().parents().get(0));
        if (threeWay(done, before, undone).merge() instanceof MergeTree.Merge.Clean reverted) {
            return threeWay(reverted.tree(), tree(ours), before);
        }
        return new Refs(clone.git()).isAncestor(undoing.what(), undoing.by())
                ? threeWay(undone, tree(ours), done)
                : new Restored(ours, new MergeTree.Merge.Clean(tree(ours))); // it says so, and had nothing to revert
    }

    /** Trees, as commits whose history has nothing but the base that was meant. */
    private Restored threeWay(CommitId base, CommitId ours, CommitId theirs) {
        CommitId begun = Commits.make(clone.git(), base, List.of(), "base\n");
        CommitId onto = Commits.make(clone.git(), ours, List.of(begun), "ours\n");
        return new Restored(onto, merges.merge(onto, Commits.make(clone.git(), theirs, List.of(begun), "theirs\n")));
    }

    private Optional<RawCommit> read(CommitId commit) {
        return Commits.present(clone.git(), List.of(commit.value())).stream()
                .map(present -> Commits.read(clone.git(), present))
                .findFirst();
    }

    private CommitId tree(CommitId commit) {
        return new Refs(clone.git()).tree(commit.value());
    }
}
