package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.core.integrate.CommitGraph.Ancestry;
import dev.coord.core.survival.LineKey;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.Mending;
import dev.coord.core.survival.Mending.Edit;
import dev.coord.core.survival.MergedEntry;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.lines.BlobLines;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was done after a merge about what it lost, in the same file or wherever that was moved to. For one thread. */
final class Later {

    private static final int BOTH = 2;

    private final Git git;
    private final BlobLines lines;
    private final CommitId merge;

    private final Mending mending;

    private Later(Git git, BlobLines lines, CommitId merge, Mending mending) {
        this.git = git;
        this.lines = lines;
        this.merge = merge;
        this.mending = mending;
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
                new Mending(edits(git, sides), plain.isEmpty() ? List.of() : edits(git, plain), lines::counts));
    }

    private static List<Edit> edits(Git git, String commits) {
        return ChangedPaths.renamings(git, commits).stream()
                .map(change -> new Edit(
                        change.path().raw(), change.before().raw(), change.oldId(), change.newId(), change.isOfMode()))
                .toList();
    }

    /** Whether it is at the tip as it should be, or was so after a commit that is no merge. */
    boolean hasMended(Loss loss, CommitId tip) {
        return mending.has(loss, path -> id(merge, new GitPath(path)), path -> id(tip, new GitPath(path)));
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

    private int count(CommitId commit, GitPath path, String key) {
        return lines.counts(id(commit, path)).getOrDefault(key, 0);
    }

    private String id(CommitId commit, GitPath path) {
        return Commits.named(git, List.of(PlainMerges.name(commit, path))).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }
}
