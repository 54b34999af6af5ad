package dev.coord.git.merge;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.git.command.CommitWriter;
import dev.coord.git.command.Commits;
import dev.coord.git.structured.ContentMerge;
import dev.coord.git.structured.Resolution;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.MergeOutcome.Overtaken;
import dev.coord.merge.Resolved;
import dev.coord.merge.WaveWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Merges the features of a wave one after the other, each by a merge commit of its own. */
public final class WaveMerge {

    private final IntegrationClone clone;
    private final MergeTree merges;
    private final BringingBack back;
    private final Map<FeatureId, NavigableSet<FeatureId>> needs;
    private final ContentMerge contents;

    /**
     * Binds what is needed.
     *
     * @param takenBack where branches were merged before and taken back since, what has to be taken back for that, latest first
     * @param needs what each was declared to wait for: its landing tells it
     * @param understanding what is known of files that git cannot merge
     */
    public WaveMerge(
            IntegrationClone clone,
            SortedMap<FeatureId, List<Undoing>> takenBack,
            Map<FeatureId, NavigableSet<FeatureId>> needs,
            Understanding understanding) {
        this.contents = new ContentMerge(clone.git(), clone.directory().resolve("coord-index"), understanding);
        this.clone = clone;
        this.needs = needs;
        this.merges = new MergeTree(new AttributeTree(clone));
        this.back = new BringingBack(clone, merges, takenBack);
    }

    /** What does not merge is left out, and the chain goes on without it. */
    public MergeOutcome merge(WaveWork work, CommitId base) {
        try (CommitWriter commits = clone.commits()) {
            return merge(work, base, commits);
        }
    }

    private MergeOutcome merge(WaveWork work, CommitId base, CommitWriter commits) {
        ConflictBlame blame = new ConflictBlame(clone.git(), merges, base);
        NewerHolders newer = new NewerHolders(clone.git(), base);
        List<FeatureTip> merged = new ArrayList<>();
        List<Resolved> resolved = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        CommitId chain = base;
        long time = time(base);
        for (FeatureTip tip : work.tips()) {
            Optional<Overtaken> late = newer.of(tip, chain);
            if (late.isPresent()) {
                leftOut.add(late.get());
                continue;
            }
            BringingBack.Tried tried = tried(tip, chain);
            Resolution resolution = resolution(work, tip, tried);
            if (resolution instanceof Resolution.All all) {
                time = Math.max(time, time(tip.tip()));
                SortedSet<String> unlocked = NewerHolders.unlocked(clone.git(), tip, chain, all.tree());
                CommitId next =
                        commits.make(all.tree(), List.of(chain, tip.tip()), message(work, tip, unlocked, tried), time);
                newer.merged(tip, chain, next, unlocked);
                back.keep(tried);
                merged.add(tip);
                resolved.addAll(all.files());
                chain = next;
            } else if (tried.merge() instanceof MergeTree.Merge.Conflicted conflict) {
                leftOut.add(blame.of(tip, merged, tried.ours(), conflict, (Resolution.Refused) resolution));
            } else {
                leftOut.add(new MergeOutcome.Unrelated(tip.feature()));
            }
        }
        return merged.isEmpty()
                ? new MergeOutcome.NothingMerged(base, leftOut)
                : new MergeOutcome.Merged(new Candidate(work.of(merged), base, chain, resolved), leftOut);
    }

    /** Git ends at once on a directory that no program of its own wrote: of many branches it must be known which has it. */
    private BringingBack.Tried tried(FeatureTip tip, CommitId chain) {
        try {
            return back.merge(tip, chain);
        } catch (RepositoryFailed e) {
            throw new RepositoryFailed("git fails to merge '" + tip.feature() + "': " + e.getMessage(), e);
        }
    }

    /** What git merges is merged. A conflict of what brings a branch back is not one of the branch. */
    private Resolution resolution(WaveWork work, FeatureTip tip, BringingBack.Tried tried) {
        if (tried.merge() instanceof MergeTree.Merge.Clean clean) {
            return new Resolution.All(clean.tree(), List.of());
        }
        return tried.merge() instanceof MergeTree.Merge.Conflicted conflict
                        && tried.isOfTheTip()
                        && conflict.contents().isPresent()
                        && !contents.isNothing()
                ? contents.of(
                        work,
                        tip.feature(),
                        conflict.tree(),
                        conflict.contents().get(),
                        merges.with(tried.ours()))
                : new Resolution.Refused(List.of());
    }

    private String message(WaveWork work, FeatureTip tip, SortedSet<String> unlocked, BringingBack.Tried tried) {
        LandingMessage message = new LandingMessage(
                tip.feature(),
                tip.digest(),
                tip.fence().map(Fence::token),
                unlocked,
                work.run(),
                work.wave(),
                needs.getOrDefault(tip.feature(), new TreeSet<>()));
        return message.text()
                + tried.restores().stream().map(UndoneCommits::restoring).collect(Collectors.joining());
    }

    /** The times of what is made come from what is merged, so that the same work gives the same commit. */
    private long time(CommitId commit) {
        return Commits.read(clone.git(), commit).time();
    }
}
