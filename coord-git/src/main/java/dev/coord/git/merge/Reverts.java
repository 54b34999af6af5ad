package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.rollback.RollbackOutcome.ConflictedText;
import dev.coord.core.rollback.RollbackOutcome.Conflicts;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.history.RevertMessage;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes landings back by commits on top of the target, one for each, without a work tree. What a landing brought is undone by a
 * merge whose base is the landing and whose other side is what the target was before it: what {@code git revert} does, in a form
 * that every git since 2.38 has.
 */
public final class Reverts {

    private final IntegrationClone clone;
    private final MergeTree merges;

    public Reverts(IntegrationClone clone) {
        this.clone = clone;
        this.merges = new MergeTree(new AttributeTree(clone));
    }

    /** What comes of it. */
    public sealed interface Result {}

    /**
     * All could be undone.
     *
     * @param tip the last of the commits
     */
    public record Made(CommitId tip, List<Undone> undone) implements Result {

        public Made {
            undone = List.copyOf(undone);
        }
    }

    /** One could not. */
    public record Conflicting(Conflicts conflicts) implements Result {}

    /**
     * Makes the commits; nothing refers to them yet.
     *
     * @param doomed what is taken back, latest first
     * @param staying other landings that stand, oldest first
     */
    public Result on(CommitId target, List<Landing> doomed, List<Landing> staying) {
        List<Undone> undone = new ArrayList<>();
        CommitId chain = target;
        long time = Commits.read(clone.git(), target).time();
        for (Landing landing : doomed) {
            CommitId without = without(landing, time);
            Map<FeatureId, Set<GitPath>> touching = touching(landing, without, staying);
            MergeTree.Merge merge = merges.merge(chain, without);
            if (merge instanceof MergeTree.Merge.Conflicted conflict) {
                return new Conflicting(conflicts(landing, chain, without, conflict, touching));
            }
            CommitId revert = Commits.make(
                    at(time),
                    ((MergeTree.Merge.Clean) merge).tree(),
                    List.of(chain),
                    new RevertMessage(landing.feature(), landing.commit()).text());
            undone.add(new Undone(
                    landing.work(),
                    Optional.of(revert),
                    new TreeSet<>(touching.keySet()).stream().toList()));
            chain = revert;
        }
        return new Made(chain, undone);
    }

    /** A commit on the landing that has what was there before it. */
    private CommitId without(Landing landing, long time) {
        CommitId tree = new Refs(clone.git()).tree(landing.before().value());
        return Commits.make(at(time), tree, List.of(landing.commit()), "without " + landing.feature() + "\n");
    }

    /** The time is that of the target, so that the same work gives the same commit. */
    private Git at(long time) {
        String date = "@" + time + " +0000";
        return clone.git().with(Map.of("GIT_AUTHOR_DATE", date, "GIT_COMMITTER_DATE", date));
    }

    /** Which later landings changed the same lines: with them the revert conflicts where, or otherwise than, it did not before. */
    private Map<FeatureId, Set<GitPath>> touching(Landing landing, CommitId without, List<Landing> staying) {
        Map<FeatureId, Set<GitPath>> touching = new LinkedHashMap<>();
        Set<GitPath> own = changed(landing);
        Refs refs = new Refs(clone.git());
        for (Landing later : staying) {
            Set<GitPath> both = changed(later);
            both.retainAll(own);
            if (!both.isEmpty() && refs.isAncestor(landing.commit(), later.before())) {
                Map<GitPath, List<String>> earlier = conflicts(later.before(), without);
                conflicts(later.commit(), without).forEach((file, texts) -> {
                    boolean isSame = !texts.isEmpty()
                            && earlier.getOrDefault(file, List.of()).containsAll(texts);
                    if (both.contains(file) && !isSame) {
                        touching.computeIfAbsent(later.feature(), id -> new HashSet<>())
                                .add(file);
                    }
                });
            }
        }
        return touching;
    }

    private Set<GitPath> changed(Landing landing) {
        return ChangedPaths.between(
                clone.git(), landing.before().value(), landing.commit().value());
    }

    /** The files with the text of each conflict; what conflicts as a whole, such as a file that is gone, has none. */
    private Map<GitPath, List<String>> conflicts(CommitId ours, CommitId without) {
        Map<GitPath, List<String>> texts = new LinkedHashMap<>();
        if (merges.merge(ours, without) instanceof MergeTree.Merge.Conflicted conflict) {
            ConflictLines lines = new ConflictLines(clone.git(), ours, conflict.tree());
            conflict.files().forEach(file -> texts.put(file, lines.texts(file, without, "ours", "theirs")));
        }
        return texts;
    }

    private Conflicts conflicts(
            Landing landing,
            CommitId chain,
            CommitId without,
            MergeTree.Merge.Conflicted conflict,
            Map<FeatureId, Set<GitPath>> touching) {
        ConflictLines lines = new ConflictLines(clone.git(), chain, conflict.tree());
        return new Conflicts(
                landing.feature(),
                landing.commit(),
                conflict.files().stream()
                        .map(file -> new ConflictedText(
                                new ConflictedFile(file.text(), lines.in(file), changedBy(file, touching)),
                                lines.texts(file, without, "as it is", "without '" + landing.feature() + "'")))
                        .toList());
    }

    private static List<FeatureId> changedBy(GitPath file, Map<FeatureId, Set<GitPath>> touching) {
        return touching.entrySet().stream()
                .filter(entry -> entry.getValue().contains(file))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
