package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.structured.Resolution;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells where a feature conflicts, and with whom. */
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
     * The conflict in every file: with the earlier features that conflict there by themselves; where there is none, with those
     * that changed the file, in the wave or landed since the feature was begun.
     *
     * @param earlier the features that the chain has above the base
     * @param conflict what merging the feature onto the chain gave
     * @param refused why the conflict stays
     */
    Conflicted of(
            FeatureTip feature,
            List<FeatureTip> earlier,
            CommitId chain,
            MergeTree.Merge.Conflicted conflict,
            Resolution.Refused refused) {
        Map<FeatureId, Set<GitPath>> direct = new LinkedHashMap<>();
        earlier.forEach(other -> direct.put(other.feature(), conflicts(other.tip(), feature.tip())));
        Map<FeatureId, Set<GitPath>> others = touching(feature, earlier, conflict.files());
        ConflictLines lines = new ConflictLines(git, chain, conflict.tree());
        return new Conflicted(
                feature.feature(),
                conflict.files().stream()
                        .map(file -> new ConflictedFile(
                                file.text(),
                                lines.in(file),
                                having(file, direct).isEmpty() ? having(file, others) : having(file, direct)))
                        .toList(),
                refused.reasons(),
                refused.failure(),
                refused.output());
    }

    /** Whose files these are: features of the wave, or landed since the feature was begun, that changed them. */
    Map<GitPath, List<FeatureId>> makers(FeatureTip feature, List<FeatureTip> earlier, Collection<GitPath> files) {
        Map<FeatureId, Set<GitPath>> touching = touching(feature, earlier, files);
        Map<GitPath, List<FeatureId>> makers = new HashMap<>();
        files.forEach(file -> makers.put(file, having(file, touching)));
        return makers;
    }

    private static List<FeatureId> having(GitPath file, Map<FeatureId, Set<GitPath>> files) {
        return files.entrySet().stream()
                .filter(entry -> entry.getValue().contains(file))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Map<FeatureId, Set<GitPath>> touching(
            FeatureTip feature, List<FeatureTip> earlier, Collection<GitPath> files) {
        Map<FeatureId, Set<GitPath>> touching = landed(mergeBase(feature.tip()), files);
        touching.remove(feature.feature()); // what it landed before is its own
        Set<GitPath> withTheTarget = conflicts(base, feature.tip());
        for (FeatureTip other : earlier) {
            Set<GitPath> touched = touched(mergeBase(other.tip()), other.tip(), files);
            touched.removeAll(withTheTarget);
            touching.computeIfAbsent(other.feature(), id -> new HashSet<>()).addAll(touched);
        }
        return touching;
    }

    private Set<GitPath> conflicts(CommitId ours, CommitId theirs) {
        return merges.merge(ours, theirs) instanceof MergeTree.Merge.Conflicted conflict
                ? new HashSet<>(conflict.files())
                : new HashSet<>();
    }

    /** What features on the target that are newer than the commit changed of the files. */
    private Map<FeatureId, Set<GitPath>> landed(CommitId begun, Collection<GitPath> files) {
        Map<FeatureId, Set<GitPath>> found = new LinkedHashMap<>();
        Map<CommitId, FeatureId> merged = LandedFeatures.merges(git, begun.value() + ".." + base.value());
        merged.forEach((commit, feature) -> {
            CommitId before =
                    new CommitId(git.run("rev-parse", "--verify", commit + "^1").line());
            found.computeIfAbsent(feature, id -> new HashSet<>()).addAll(touched(before, commit, files));
        });
        return found;
    }

    private CommitId mergeBase(CommitId tip) {
        GitAnswer answer = git.ask("merge-base", base.value(), tip.value());
        return answer.succeeded() ? new CommitId(answer.line()) : base;
    }

    private Set<GitPath> touched(CommitId from, CommitId to, Collection<GitPath> files) {
        Set<GitPath> changed = new HashSet<>(ChangedPaths.between(git, from.value(), to.value()));
        changed.retainAll(new ArrayList<>(files));
        return changed;
    }
}
