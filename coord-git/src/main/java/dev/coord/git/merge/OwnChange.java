package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.merge.FeatureTip;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a branch changed since a commit, put onto another one whether or not that has the commit: what {@code git merge-tree
 * --merge-base} does, in a form that every git since 2.38 has.
 */
final class OwnChange {

    private final Git git;
    private final MergeTree merges;

    OwnChange(IntegrationClone clone) {
        this.git = clone.git();
        this.merges = new MergeTree(new AttributeTree(clone));
    }

    /**
     * Makes the commit; nothing refers to it.
     *
     * @return a commit on {@code onto}, an equal one each time; none where the change does not merge
     */
    Optional<CommitId> of(FeatureTip tip, CommitId since, CommitId onto) {
        Git at = at(Math.max(time(tip.tip()), time(onto)));
        CommitId begun = Commits.make(at, tree(since), List.of(), "base\n");
        CommitId ours = Commits.make(at, tree(onto), List.of(begun), "ours\n");
        CommitId theirs = Commits.make(at, tree(tip.tip()), List.of(begun), "theirs\n");
        return merges.merge(ours, theirs) instanceof MergeTree.Merge.Clean clean
                ? Optional.of(Commits.make(at, clean.tree(), List.of(onto), tip.feature() + " since " + since + "\n"))
                : Optional.empty();
    }

    private Git at(long time) {
        String date = "@" + time + " +0000";
        return git.with(Map.of("GIT_AUTHOR_DATE", date, "GIT_COMMITTER_DATE", date));
    }

    private long time(CommitId commit) {
        return Commits.read(git, commit).time();
    }

    private CommitId tree(CommitId commit) {
        return new Refs(git).tree(commit.value());
    }
}
