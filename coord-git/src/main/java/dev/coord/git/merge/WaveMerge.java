package dev.coord.git.merge;

import dev.coord.FeatureId;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Merges the features of a wave one after the other, each by a merge commit of its own. */
public final class WaveMerge {

    private final IntegrationClone clone;
    private final MergeTree merges;
    private final NewerHolders newer;
    private final BringingBack back;

    public WaveMerge(IntegrationClone clone) {
        this(clone, new TreeMap<>());
    }

    /** The same where branches were merged before and taken back since: by which commits, latest first. */
    public WaveMerge(IntegrationClone clone, SortedMap<FeatureId, List<CommitId>> takenBack) {
        this.clone = clone;
        this.merges = new MergeTree(new AttributeTree(clone));
        this.newer = new NewerHolders(clone.git());
        this.back = new BringingBack(clone, merges, takenBack);
    }

    /** What does not merge is left out, and the chain goes on without it. */
    public MergeOutcome merge(WaveWork work, CommitId base) {
        ConflictBlame blame = new ConflictBlame(clone.git(), merges, base);
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
            } else {
                time = Math.max(time, time(tip.tip()));
                chain = commit(work, tip, chain, tried, time);
                back.keep(tried);
                merged.add(tip);
            }
        }
        return merged.isEmpty()
                ? new MergeOutcome.NothingMerged(base, leftOut)
                : new MergeOutcome.Merged(new Candidate(work.of(merged), base, chain), leftOut);
    }

    /** The time comes from what is merged, so that the same work gives the same commit. */
    private CommitId commit(WaveWork work, FeatureTip tip, CommitId previous, BringingBack.Tried tried, long time) {
        String date = "@" + time + " +0000";
        LandingMessage message =
                new LandingMessage(tip.feature(), tip.digest(), tip.fence().map(Fence::token), work.run(), work.wave());
        Git git = clone.git().with(Map.of("GIT_AUTHOR_DATE", date, "GIT_COMMITTER_DATE", date));
        String restores =
                tried.restores().stream().map(UndoneCommits::restoring).collect(Collectors.joining());
        return Commits.make(
                git,
                ((MergeTree.Merge.Clean) tried.merge()).tree(),
                List.of(previous, tip.tip()),
                message.text() + restores);
    }

    private long time(CommitId commit) {
        return Commits.read(clone.git(), commit).time();
    }
}
