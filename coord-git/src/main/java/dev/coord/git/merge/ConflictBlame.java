package dev.coord.git.merge;

import dev.coord.FeatureId;
import dev.coord.git.command.ChangedPaths;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells whom a feature conflicts with. */
final class ConflictBlame {

    private final Git git;
    private final MergeTree merges;
    private final CommitId base;

    ConflictBlame(Git git, MergeTree merges, CommitId base) {
        this.git = git;
        this.merges = merges;
        this.base = base;
    }

    /**
     * The earlier features that conflict with it by themselves; where there is none, those that changed a file in conflict,
     * in the wave or landed since the feature was begun.
     */
    List<FeatureId> of(FeatureTip feature, List<FeatureTip> earlier, Collection<GitPath> files) {
        List<FeatureId> direct = earlier.stream()
                .filter(other -> merges.merge(other.tip(), feature.tip()) instanceof MergeTree.Merge.Conflicted)
                .map(FeatureTip::feature)
                .toList();
        if (!direct.isEmpty()) {
            return direct;
        }
        CommitId begun = mergeBase(feature.tip());
        List<FeatureId> found = new ArrayList<>(landed(begun, files));
        if (!(merges.merge(base, feature.tip()) instanceof MergeTree.Merge.Conflicted)) {
            earlier.stream()
                    .filter(other -> touches(mergeBase(other.tip()), other.tip(), files))
                    .map(FeatureTip::feature)
                    .forEach(found::add);
        }
        return found.stream().distinct().toList();
    }

    /** Features on the target that are newer than the commit and changed one of the files. */
    private Set<FeatureId> landed(CommitId begun, Collection<GitPath> files) {
        Set<FeatureId> found = new TreeSet<>();
        Map<CommitId, FeatureId> merged = LandedFeatures.merges(git, begun.value() + ".." + base.value());
        merged.forEach((commit, feature) -> {
            CommitId before =
                    new CommitId(git.run("rev-parse", "--verify", commit + "^1").line());
            if (touches(before, commit, files)) {
                found.add(feature);
            }
        });
        return found;
    }

    private CommitId mergeBase(CommitId tip) {
        GitAnswer answer = git.ask("merge-base", base.value(), tip.value());
        return answer.succeeded() ? new CommitId(answer.line()) : base;
    }

    private boolean touches(CommitId from, CommitId to, Collection<GitPath> files) {
        Set<GitPath> changed = ChangedPaths.between(git, from.value(), to.value());
        return files.stream().anyMatch(changed::contains);
    }
}
