package dev.coord.git.renumber;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which files a branch has under other names: where it was begun on work whose migrations got other numbers when that was merged. */
public final class RenumberedFiles {

    private RenumberedFiles() {}

    /**
     * Looks for them.
     *
     * @param begun where the branch was begun
     * @param since what it is compared with, which contains that
     * @return files that the branch was begun with by their names there, each with what it holds there
     */
    public static SortedMap<String, String> of(Git git, CommitId begun, CommitId since) {
        List<String> commits = git.run(
                        "rev-list",
                        "--no-merges",
                        "--grep=^" + RenumberingMessage.TRAILER + ": ",
                        "--end-of-options",
                        begun + ".." + since)
                .lines();
        SortedMap<String, String> files = new TreeMap<>();
        for (Renumbering one : Commits.read(git, commits, Renumbering::of)) {
            if (new Refs(git).isAncestor(one.of, begun)) {
                TreeDifference.between(git, one.of.value(), one.commit.value()).stream()
                        .filter(Difference::isAddition)
                        .forEach(file -> files.put(file.path().text(), file.newId()));
            }
        }
        return files;
    }

    private record Renumbering(CommitId of, CommitId commit) {

        static Optional<Renumbering> of(RawCommit commit) {
            return commit.parents().size() == 1 && RenumberingMessage.is(commit.message())
                    ? Optional.of(new Renumbering(commit.parents().get(0), commit.id()))
                    : Optional.empty();
        }
    }
}
