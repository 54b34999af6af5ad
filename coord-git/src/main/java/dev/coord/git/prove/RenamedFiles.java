package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.ChangedPaths.Renaming;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of files that a side of a merge renamed.
 *
 * @param target what each was before, by the name that the target gave it
 * @param branch the same of the branch
 */
record RenamedFiles(Map<GitPath, GitPath> target, Map<GitPath, GitPath> branch) {

    static RenamedFiles of(Git git, CommitId target, CommitId branch) {
        GitAnswer base = git.ask("merge-base", target.value(), branch.value());
        return base.succeeded()
                ? new RenamedFiles(renamed(git, base.line(), target), renamed(git, base.line(), branch))
                : new RenamedFiles(Map.of(), Map.of());
    }

    /** What the target calls a file of the merge. */
    GitPath ofTarget(GitPath path) {
        return other(path, branch, target);
    }

    /** What the branch calls it. */
    GitPath ofBranch(GitPath path) {
        return other(path, target, branch);
    }

    private static GitPath other(GitPath path, Map<GitPath, GitPath> theirs, Map<GitPath, GitPath> own) {
        GitPath before = theirs.getOrDefault(path, path);
        return own.entrySet().stream()
                .filter(renamed -> renamed.getValue().equals(before))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(before);
    }

    private static Map<GitPath, GitPath> renamed(Git git, String from, CommitId to) {
        Map<GitPath, GitPath> renamed = new HashMap<>();
        for (Renaming renaming : ChangedPaths.renamings(git, to + " " + from + "\n")) {
            renamed.put(renaming.path(), renaming.before());
        }
        return renamed;
    }
}
