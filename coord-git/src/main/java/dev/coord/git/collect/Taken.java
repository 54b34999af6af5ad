package dev.coord.git.collect;

import dev.coord.CommitId;
import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import dev.coord.git.repository.WorkTree;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What was collected from a work tree, so that nothing has to be staged again where it is still the same.
 *
 * @param home the commit that has all of it
 * @param digest tells the index that was left in the work tree, whose files are those of the commit
 */
record Taken(CommitId home, String digest) {

    /**
     * Whether the work tree holds this and nothing else. Git compares each file by its size and times, and by its content
     * where those were noted in the instant in which it may have been written again.
     *
     * @param git on the work tree, with its own index
     * @param declared ignored files that count
     */
    boolean isAllIn(WorkTree tree, Git git, Inventory inventory, CommitId head, Collection<RepoPath> declared) {
        if (!home.equals(head)
                || !inventory.closed().isEmpty()
                || !inventory.repositories().isEmpty()
                || Files.exists(tree.administration().resolve("modules"))) {
            return false;
        }
        GitAnswer answer = git.ask(IndexListing.command("--modified", "--deleted", "--others", "--exclude-standard"));
        if (!answer.succeeded()) {
            return false;
        }
        IndexListing now = IndexListing.of(answer);
        return now.isClean() && now.digest().equals(digest) && isAllIgnored(git, inventory, now.paths(), declared);
    }

    private static boolean isAllIgnored(
            Git git, Inventory inventory, Set<GitPath> tracked, Collection<RepoPath> declared) {
        List<PathPattern> patterns = declared.stream().map(PathPattern::of).toList();
        List<GitPath> rest = inventory.files().stream()
                .filter(path -> !tracked.contains(path))
                .toList();
        return rest.stream().noneMatch(path -> Untaken.isDeclared(path.text(), patterns))
                && UntrackedFiles.ignoredAmong(git, rest).containsAll(rest);
    }
}
