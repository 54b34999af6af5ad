package dev.coord.git.resume;

import dev.coord.core.process.NativeText;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.merge.CommitId;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Hunk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Work that goes back to its agent: merged with the new base into the files of a work tree, and nowhere else. Git's marks bear the
 * full names of both commits, so that they are known again.
 */
public final class ResumedWork {

    private static final int CONFLICT = 1;

    private final Git git;
    private final CommitId base;
    private final CommitId tip;

    private ResumedWork(Git git, CommitId base, CommitId tip) {
        this.git = git;
        this.base = base;
        this.tip = tip;
    }

    /** Of a workspace that resumes a tip, and whose work tree is there. */
    public static ResumedWork of(Repository repository, Workspace workspace, CommitId tip) {
        Git git =
                WorkTree.at(workspace.directory(), repository.commonDirectory()).git(repository);
        return of(git, workspace, tip);
    }

    /** The same for work that comes home, whose objects the repository need not have yet. */
    public static ResumedWork of(Git git, Workspace workspace, CommitId tip) {
        return new ResumedWork(git, workspace.base(), tip);
    }

    /** Lays the merge into the files. The index stays that of the base: no merge is in progress. */
    public void lay() {
        String tree = merge().paths().get(0).raw();
        git.run("read-tree", "-m", "-u", base.value(), tree);
        git.run("read-tree", base.value());
        git.ask("update-index", "-q", "--refresh");
    }

    /** The places that did not merge, and those that an earlier call left with both sides between marks. */
    public List<Hunk> conflicts() {
        GitAnswer merged = merge();
        String tree = merged.paths().get(0).raw();
        SortedMap<GitPath, List<Hunk>> places = new TreeMap<>();
        marks(merged).in(tree).keySet().forEach(file -> places.put(file, hunks(tree, file)));
        places.values()
                .removeIf(hunks -> hunks.get(0).line() == 0); // its marks are no pair, and the reason tells their lines
        conflicted(merged).forEach(file -> places.put(file, hunks(tree, file)));
        return places.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The conflicts that are not resolved.
     *
     * @param tree what the agent left
     * @return the files with the lines, sorted by path
     */
    public List<ConflictedFile> unresolved(String tree) {
        return marks(merge()).in(tree).entrySet().stream()
                .map(file -> new ConflictedFile(file.getKey().text(), file.getValue(), List.of()))
                .toList();
    }

    private LeftMarks marks(GitAnswer merged) {
        return new LeftMarks(git, base, merged.paths().get(0).raw(), Set.copyOf(conflicted(merged)));
    }

    private static List<GitPath> conflicted(GitAnswer merged) {
        List<GitPath> fields = merged.paths();
        return merged.exit() == CONFLICT
                ? fields.subList(1, fields.size()).stream().distinct().toList()
                : List.of();
    }

    private List<Hunk> hunks(String tree, GitPath file) {
        return ConflictMarks.hunks(file.text(), content(tree, file), base, tip);
    }

    private String content(String tree, GitPath file) {
        GitAnswer blob = git.ask(
                "rev-parse", "--verify", "--quiet", "--end-of-options", tree + ":" + NativeText.text(file.bytes()));
        Map<String, String> contents = blob.succeeded() ? Commits.contents(git, Set.of(blob.line())) : Map.of();
        String raw = contents.getOrDefault(blob.line(), "");
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private GitAnswer merge() {
        List<String> arguments = List.of(
                "-c",
                "merge.conflictStyle=diff3",
                "merge-tree",
                "--write-tree",
                "-z",
                "--name-only",
                "--no-messages",
                base.value(),
                tip.value());
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            throw git.failed(arguments, answer);
        }
        return answer;
    }
}
