package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.git.history.LandingMessage;
import dev.coord.git.history.NewerHolders;
import dev.coord.git.history.UndoneCommits;
import dev.coord.git.object.CommitWriter;
import dev.coord.git.object.Commits;
import dev.coord.git.renumber.Renumber;
import dev.coord.git.renumber.RenumberedBranch;
import dev.coord.git.structured.ContentMerge;
import dev.coord.git.structured.Resolution;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.MergeOutcome.Overtaken;
import dev.coord.merge.Renumbered;
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

/** Merges the features of a wave one after the other, each by a merge commit of its own: in plan order, as far as their migrations let them. */
public final class WaveMerge {

    private final IntegrationClone clone;
    private final MergeTree merges;
    private final BringingBack back;
    private final Map<FeatureId, NavigableSet<FeatureId>> needs;
    private final ContentMerge contents;
    private final Renumber renumber;

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
        this.renumber = new Renumber(clone.git(), clone.directory().resolve("coord-index"), understanding.numbers());
        this.back = new BringingBack(clone, merges, takenBack, renumber);
    }

    /** What does not merge is left out, and the chain goes on without it. */
    public MergeOutcome merge(WaveWork work, CommitId base) {
        try (CommitWriter commits = clone.commits()) {
            return merge(work, base, commits);
        }
    }

    /**
     * What one feature changed since a commit, on another one, with the numbers that are free there.
     *
     * @return a commit that nothing refers to; none where the change does not merge
     */
    public Optional<CommitId> change(FeatureTip tip, CommitId since, CommitId onto) {
        try (CommitWriter commits = clone.commits()) {
            return renumber.since(tip.feature(), since, tip.tip(), onto, onto, commits)
                            instanceof RenumberedBranch.Ready ready
                    ? new OwnChange(clone).of(tip.at(ready.commit()), since, onto)
                    : Optional.empty();
        }
    }

    private MergeOutcome merge(WaveWork work, CommitId base, CommitWriter commits) {
        Chain chain = new Chain(work, base, commits);
        renumber.inOrder(work.tips(), base).forEach(chain::add);
        return chain.outcome();
    }

    /** What was merged so far. */
    private final class Chain {

        private final WaveWork work;
        private final CommitId base;
        private final CommitWriter commits;
        private final ConflictBlame blame;
        private final Numbered numbered;
        private final NewerHolders newer;
        private final List<FeatureTip> merged = new ArrayList<>();
        private final List<FeatureTip> parts = new ArrayList<>(); // the same, as they were merged
        private final List<Resolved> resolved = new ArrayList<>();
        private final List<Renumbered> renumbered = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private CommitId end;
        private long time;

        Chain(WaveWork work, CommitId base, CommitWriter commits) {
            this.work = work;
            this.base = base;
            this.commits = commits;
            this.blame = new ConflictBlame(clone.git(), merges, base);
            this.numbered = new Numbered(blame);
            this.newer = new NewerHolders(clone.git(), base);
            this.end = base;
            this.time = time(base);
        }

        void add(FeatureTip tip) {
            Optional<Overtaken> late = newer.of(tip, end);
            if (late.isPresent()) {
                leftOut.add(late.get());
                return;
            }
            RenumberedBranch branch = renumber.of(tip.feature(), tip.tip(), base, end, commits);
            if (branch instanceof RenumberedBranch.Stopped stopped) {
                leftOut.add(numbered.stopped(tip, parts, stopped));
            } else {
                add(tip, (RenumberedBranch.Ready) branch);
            }
        }

        private void add(FeatureTip tip, RenumberedBranch.Ready branch) {
            FeatureTip part = tip.at(branch.commit());
            BringingBack.Tried tried = tried(tip, part.tip(), base, end, commits);
            if (tried.numbered().orElse(branch) instanceof RenumberedBranch.Stopped stopped) {
                leftOut.add(numbered.stopped(tip, parts, stopped));
                return;
            }
            Resolution resolution = resolution(work, part, tried);
            if (resolution instanceof Resolution.All all) {
                List<RenumberedBranch.Ready> ready = new ArrayList<>(List.of(branch));
                tried.numbered().ifPresent(one -> ready.add((RenumberedBranch.Ready) one));
                merge(tip, part, tried, all, numbered.done(tip, parts, ready));
            } else if (tried.merge() instanceof MergeTree.Merge.Conflicted conflict) {
                leftOut.add(blame.of(part, parts, tried.ours(), conflict, (Resolution.Refused) resolution));
            } else {
                leftOut.add(new MergeOutcome.Unrelated(tip.feature()));
            }
        }

        private void merge(
                FeatureTip tip,
                FeatureTip part,
                BringingBack.Tried tried,
                Resolution.All all,
                Optional<Renumbered> done) {
            time = Math.max(time, time(tip.tip()));
            SortedSet<String> unlocked = NewerHolders.unlocked(
                    clone.git(),
                    tip,
                    end,
                    all.tree(),
                    path -> done.map(one -> one.original(path)).orElse(path));
            CommitId next =
                    commits.make(all.tree(), List.of(end, part.tip()), message(work, tip, unlocked, tried, done), time);
            newer.merged(tip, end, next, unlocked);
            back.keep(tried);
            merged.add(tip);
            parts.add(part);
            resolved.addAll(all.files());
            done.ifPresent(renumbered::add);
            end = next;
        }

        MergeOutcome outcome() {
            return merged.isEmpty()
                    ? new MergeOutcome.NothingMerged(base, leftOut)
                    : new MergeOutcome.Merged(new Candidate(work.of(merged), base, end, resolved, renumbered), leftOut);
        }
    }

    /** Git ends at once on a directory that no program of its own wrote: of many branches it must be known which has it. */
    private BringingBack.Tried tried(
            FeatureTip tip, CommitId part, CommitId base, CommitId chain, CommitWriter commits) {
        try {
            return back.merge(tip, part, base, chain, commits);
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

    private String message(
            WaveWork work,
            FeatureTip tip,
            SortedSet<String> unlocked,
            BringingBack.Tried tried,
            Optional<Renumbered> done) {
        LandingMessage message = new LandingMessage(
                tip.feature(),
                tip.digest(),
                tip.fence().map(Fence::token),
                unlocked,
                work.run(),
                work.wave(),
                needs.getOrDefault(tip.feature(), new TreeSet<>()),
                done.flatMap(Renumbered::commit).map(other -> tip.tip()),
                Numbered.told(done));
        return message.text()
                + tried.restores().stream().map(UndoneCommits::restoring).collect(Collectors.joining());
    }

    /** The times of what is made come from what is merged, so that the same work gives the same commit. */
    private long time(CommitId commit) {
        return Commits.read(clone.git(), commit).time();
    }
}
