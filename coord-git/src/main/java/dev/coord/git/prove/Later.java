package dev.coord.git.prove;

import dev.coord.core.integrate.CommitGraph;
import dev.coord.core.integrate.CommitGraph.Ancestry;
import dev.coord.core.survival.LineKey;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.MergedEntry;
import dev.coord.git.command.ChangedPaths;
import dev.coord.git.command.ChangedPaths.Renaming;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.RawCommit;
import dev.coord.merge.CommitId;
import dev.coord.merge.Proof.Undone;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was done after a merge about what it lost, in the same file or wherever that was moved to. For one thread. */
final class Later {

    private static final int BOTH = 2;

    private final Git git;
    private final BlobLines lines;
    private final CommitId merge;

    /** What the merge made of each of its sides. */
    private final List<Renaming> merged;

    /** What commits that are no merges and do not come before it changed. */
    private final List<Renaming> changes;

    private Later(Git git, BlobLines lines, CommitId merge, List<Renaming> merged, List<Renaming> changes) {
        this.git = git;
        this.lines = lines;
        this.merge = merge;
        this.merged = merged;
        this.changes = changes;
    }

    /**
     * Reads it.
     *
     * @param own the commits of the branch
     */
    static Later than(Git git, CommitGraph graph, BlobLines lines, RawCommit merge, Set<CommitId> own) {
        Ancestry before = graph.ancestryOf(own);
        String plain = own.stream()
                .filter(commit -> !before.isAncestor(commit, merge.id())
                        && graph.parents().getOrDefault(commit, List.of()).size() < BOTH)
                .map(commit -> commit + "\n")
                .collect(Collectors.joining());
        String sides = merge.parents().stream()
                .map(parent -> merge.id() + " " + parent + "\n")
                .collect(Collectors.joining());
        return new Later(
                git,
                lines,
                merge.id(),
                ChangedPaths.renamings(git, sides),
                plain.isEmpty() ? List.of() : ChangedPaths.renamings(git, plain));
    }

    /** Whether it is at the tip as it should be, or was so after a commit that is no merge. */
    boolean hasMended(Loss loss, CommitId tip) {
        GitPath path = new GitPath(loss.path());
        Set<GitPath> places = places(path);
        if (loss.what() == Undone.MODE || loss.text().equals(MergedEntry.EMPTY)) {
            return changes.stream().anyMatch(change -> places.contains(change.path()));
        }
        String key = LineKey.of(loss.text()).orElse("");
        int sign = loss.what() == Undone.DELETION ? -1 : 1;
        int left = places.stream()
                .mapToInt(place -> count(merge, place, key))
                .max()
                .orElse(0);
        return (sign > 0 && places.stream().anyMatch(place -> count(tip, place, key) > left))
                || (sign < 0 && places.stream().allMatch(place -> count(tip, place, key) < left))
                || changes.stream()
                        .anyMatch(change -> places.contains(change.path())
                                && sign * count(change.newId(), key) > sign * count(change.oldId(), key));
    }

    /** Whether a commit itself has it as the merge has it: the target changed its mind. */
    boolean isAlsoIn(CommitId commit, Loss loss) {
        GitPath path = new GitPath(loss.path());
        if (loss.text().equals(MergedEntry.EMPTY)) {
            return id(commit, path).isEmpty();
        }
        int count = count(commit, path, LineKey.of(loss.text()).orElse(""));
        return switch (loss.what()) {
            case ADDITION -> !id(commit, path).isEmpty() && count == 0;
            case DELETION -> count > 0;
            case MODE -> false;
        };
    }

    /** A file and all that it was renamed to. */
    private Set<GitPath> places(GitPath path) {
        Set<GitPath> places = new HashSet<>(Set.of(path));
        boolean isMore = true;
        while (isMore) {
            isMore = places.addAll(Stream.concat(merged.stream(), changes.stream())
                    .filter(change -> change.isRenamed() && places.contains(change.before()))
                    .map(Renaming::path)
                    .collect(Collectors.toSet()));
        }
        return places;
    }

    private int count(CommitId commit, GitPath path, String key) {
        return count(id(commit, path), key);
    }

    private int count(String id, String key) {
        return lines.counts(id).getOrDefault(key, 0);
    }

    private String id(CommitId commit, GitPath path) {
        return Commits.named(git, List.of(PlainMerges.name(commit, path))).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }
}
