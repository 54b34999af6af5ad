package dev.coord.git.resume;

import dev.coord.CommitId;
import dev.coord.core.marks.ConflictMarks;
import dev.coord.core.marks.LaidConflict;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.Commits;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.git.renumber.RenumberingMessage;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces.Hunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Work that goes back to its agent: merged with the new base into the files of a work tree, and nowhere else. Git's marks bear the
 * full names of both commits, so that they are known again.
 */
public final class ResumedWork {

    private static final int MOST_CALLS = 20;

    /** The mode of a repository in the tree of another one. */
    private static final String LINK = "160000";

    private static final String AGAIN =
            " An earlier call left it as it was. If that is right, leave it so once more, and it lands as it is.";

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

    /**
     * Lays the merge into the files. The index is that of the base, since no merge is in progress, with the files that only the work
     * has: git moves and deletes no others by its own commands.
     */
    public void lay() {
        LaidMerge merged = merge();
        git.run("read-tree", "-m", "-u", base.value(), merged.tree());
        git.run("read-tree", base.value());
        git.run(added(merged), List.of("update-index", "-z", "--index-info"));
        git.ask("update-index", "-q", "--refresh");
    }

    /** As {@code update-index --index-info} reads them, without those in conflict. */
    private byte[] added(LaidMerge merged) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (Difference one : TreeDifference.between(git, base + "^{tree}", merged.tree())) {
            if (one.isAddition()
                    && !one.newMode().equals(LINK)
                    && !merged.files().contains(one.path())) {
                entries.writeBytes(NativeText.of(one.newMode() + " " + one.newId() + "\t"));
                entries.writeBytes(one.path().bytes());
                entries.write(0);
            }
        }
        return entries.toByteArray();
    }

    /** The places that did not merge, and those that an earlier call left: both sides between marks, or files without marks. */
    public List<Hunk> conflicts() {
        LaidMerge merged = merge();
        FileVersions laid = FileVersions.of(git, base, tip, merged.tree());
        SortedMap<GitPath, List<Hunk>> places = new TreeMap<>();
        marks(merged).in(merged.tree()).keySet().forEach(file -> places.put(file, left(merged.tree(), file)));
        places.values()
                .removeIf(hunks -> hunks.get(0).line() == 0); // its marks are no pair, and the reason tells their lines
        undecidedBefore().forEach((file, note) -> places.putIfAbsent(file, List.of(Hunk.unmarked(file.text(), note))));
        merged.files().forEach(file -> places.put(file, hunks(merged.tree(), file)));
        laid.madeUp().forEach(file -> places.put(file, hunks(merged.tree(), file)));
        places.replaceAll(
                (file, hunks) -> hunks.get(0).line() > 0 || !hunks.get(0).note().isEmpty()
                        ? hunks
                        : List.of(Hunk.unmarked(file.text(), laid.note(file))));
        return places.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The conflicts that are not resolved.
     *
     * @param tree what the agent left
     * @return the files, sorted by path, with the lines where marks are left
     */
    public List<ConflictedFile> unresolved(String tree) {
        LaidMerge merged = merge();
        FileVersions found = FileVersions.of(git, base, tip, tree);
        SortedMap<GitPath, List<LineRange>> left = marks(merged).in(tree);
        found.madeUp().forEach(file -> left.putIfAbsent(file, List.of()));
        undecided(merged, FileVersions.of(git, base, tip, merged.tree()), found)
                .forEach(file -> left.putIfAbsent(file, List.of()));
        return left.entrySet().stream()
                .map(file -> new ConflictedFile(file.getKey().text(), file.getValue(), List.of()))
                .toList();
    }

    /** The files of conflicts that have no marks, where all of a conflict is as it was laid out. */
    private List<GitPath> undecided(LaidMerge merged, FileVersions laid, FileVersions left) {
        return merged.groups().stream()
                .filter(group ->
                        group.stream().allMatch(file -> laid.inTree(file).equals(left.inTree(file))))
                .map(group -> group.stream()
                        .filter(file -> laid.inTree(file).isPresent())
                        .toList())
                .filter(group -> group.stream()
                        .allMatch(file -> hunks(merged.tree(), file).get(0).line() == 0))
                .flatMap(List::stream)
                .toList();
    }

    /** What the call before left as it was laid out: now it merges, so nothing else would tell of it. */
    private Map<GitPath, String> undecidedBefore() {
        Map<GitPath, String> notes = new TreeMap<>();
        before().ifPresent(before -> {
            LaidMerge merged = before.merge();
            FileVersions laid = FileVersions.of(git, before.base, before.tip, merged.tree());
            before.undecided(merged, laid, FileVersions.of(git, before.base, before.tip, tip.value()))
                    .forEach(file -> notes.put(file, laid.note(file) + AGAIN));
        });
        return notes;
    }

    /** The call before, where the tip is its work and that resumed some; an agent can have merged what has nothing in common. */
    private Optional<ResumedWork> before() {
        List<CommitId> parents =
                Commits.read(git, RenumberingMessage.under(git, tip)).parents();
        if (parents.size() != 2) {
            return Optional.empty();
        }
        GitAnswer begun = git.ask("merge-base", base.value(), parents.get(0).value());
        return begun.succeeded()
                        && git.holds("merge-base", begun.line(), parents.get(1).value())
                ? Optional.of(new ResumedWork(git, new CommitId(begun.line()), parents.get(1)))
                : Optional.empty();
    }

    /** Marks that an earlier call left are in the tip, and no merge tells of them. */
    private LeftMarks marks(LaidMerge merged) {
        List<LaidMerge> laid = new ArrayList<>(List.of(merged));
        Optional<ResumedWork> before = before();
        while (before.isPresent() && laid.size() < MOST_CALLS) {
            laid.add(before.get().merge());
            before = before.get().before();
        }
        return new LeftMarks(git, base, laid);
    }

    /** What an agent has edited between marks is its own. What both sides began from is asked of the merge that set the marks. */
    private List<Hunk> left(String tree, GitPath file) {
        return ConflictMarks.withBaseOf(
                LaidConflict.in(content(tree, file), base, tip).stream()
                        .findFirst()
                        .map(conflict -> new ResumedWork(git, conflict.targetCommit(), conflict.ownCommit()))
                        .map(earlier -> earlier.laid(file))
                        .orElse(List.of()),
                hunks(tree, file));
    }

    /** The places that this merge laid in a file. */
    private List<Hunk> laid(GitPath file) {
        LaidMerge merged = merge();
        return merged.files().contains(file) ? hunks(merged.tree(), file) : List.of();
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

    private LaidMerge merge() {
        return LaidMerge.of(git, base, tip);
    }
}
