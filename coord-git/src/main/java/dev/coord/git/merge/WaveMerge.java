package dev.coord.git.merge;

import dev.coord.FeatureId;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.git.command.CommitWriter;
import dev.coord.git.command.Commits;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.MergeOutcome.Overtaken;
import dev.coord.merge.WaveWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Merges the features of a wave one after the other, each by a merge commit of its own. */
public final class WaveMerge {

    private final IntegrationClone clone;
    private final MergeTree merges;
    private final BringingBack back;
    private final Map<FeatureId, NavigableSet<FeatureId>> needs;

    public WaveMerge(IntegrationClone clone) {
        this(clone, new TreeMap<>(), Map.of());
    }

    /**
     * The same where branches were merged before and taken back since, or features wait for others.
     *
     * @param takenBack what has to be taken back for that, latest first
     * @param needs what each was declared to wait for: its landing tells it
     */
    public WaveMerge(
            IntegrationClone clone,
            SortedMap<FeatureId, List<Undoing>> takenBack,
            Map<FeatureId, NavigableSet<FeatureId>> needs) {
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
        List<LeftOut> leftOut = new ArrayList<>();
        CommitId chain = base;
        long time = time(base);
        for (FeatureTip tip : work.tips()) {
            Optional<Overtaken> late = newer.of(tip, chain);
            if (late.isPresent()) {
                leftOut.add(late.get());
                continue;
            }
            BringingBack.Tried tried = back.merge(tip, chain);
            if (tried.merge() instanceof MergeTree.Merge.Conflicted conflict) {
                leftOut.add(blame.of(tip, merged, tried.ours(), conflict));
            } else if (tried.merge() instanceof MergeTree.Merge.Unrelated) {
                leftOut.add(new MergeOutcome.Unrelated(tip.feature()));
            } else {
                time = Math.max(time, time(tip.tip()));
                CommitId next = commits.make(
                        ((MergeTree.Merge.Clean) tried.merge()).tree(),
                        List.of(chain, tip.tip()),
                        message(work, tip, tried),
                        time);
                newer.merged(tip, chain, next);
                back.keep(tried);
                merged.add(tip);
                chain = next;
            }
        }
        return merged.isEmpty()
                ? new MergeOutcome.NothingMerged(base, leftOut)
                : new MergeOutcome.Merged(new Candidate(work.of(merged), base, chain), leftOut);
    }

    private String message(WaveWork work, FeatureTip tip, BringingBack.Tried tried) {
        LandingMessage message = new LandingMessage(
                tip.feature(),
                tip.digest(),
                tip.fence().map(Fence::token),
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
