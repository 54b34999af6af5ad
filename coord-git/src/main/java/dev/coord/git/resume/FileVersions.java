package dev.coord.git.resume;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of files that git could not merge and put no marks into. */
final class FileVersions {

    private static final String LINK = "160000";

    private final CommitId target;
    private final CommitId own;
    private final Map<GitPath, Version> ofTarget = new HashMap<>();
    private final Map<GitPath, Version> ofOwn;
    private final Map<GitPath, Version> ofTree;

    /** A file as a tree has it. */
    record Version(String mode, String id) {}

    private FileVersions(Git git, CommitId target, CommitId own, String tree) {
        this.target = target;
        this.own = own;
        this.ofOwn = changed(git, own.value());
        this.ofTree = changed(git, tree);
    }

    /**
     * Of a merge.
     *
     * @param own what was merged with the target
     * @param tree the files to compare
     */
    static FileVersions of(Git git, CommitId target, CommitId own, String tree) {
        return new FileVersions(git, target, own, tree);
    }

    private Map<GitPath, Version> changed(Git git, String tree) {
        Map<GitPath, Version> changed = new HashMap<>();
        for (Difference file : TreeDifference.between(git, target.value(), tree)) {
            if (!file.isAddition()) {
                ofTarget.put(file.path(), new Version(file.oldMode(), file.oldId()));
            }
            changed.put(file.path(), new Version(file.isDeletion() ? "" : file.newMode(), file.newId()));
        }
        return changed;
    }

    /** What differs nowhere from the target is not asked for. */
    private Optional<Version> in(Map<GitPath, Version> changed, GitPath file) {
        return changed.containsKey(file)
                ? Optional.of(changed.get(file))
                        .filter(version -> !version.mode().isEmpty())
                : Optional.ofNullable(ofTarget.get(file));
    }

    Optional<Version> inTree(GitPath file) {
        return in(ofTree, file);
    }

    /** The files of the tree that have a name which git made up for one side's. */
    List<GitPath> madeUp() {
        return ofTree.keySet().stream()
                .filter(file ->
                        SideName.of(file).isPresent() && inTree(file).isPresent() && !ofTarget.containsKey(file))
                .sorted()
                .toList();
    }

    /** For the agent: which version it finds, and where the others are. */
    String note(GitPath file) {
        return SideName.of(file)
                .map(this::madeUp)
                .orElseGet(() -> note(
                        file.text(),
                        Optional.ofNullable(ofTarget.get(file)),
                        in(ofOwn, file),
                        inTree(file),
                        target,
                        own));
    }

    private String madeUp(SideName name) {
        String whose = name.commit().equals(target.value())
                ? "the target's `"
                : name.commit().equals(own.value()) ? "your `" : "one side's `";
        return "Git made this name up: it holds " + whose + name.place()
                + "`, because something else has that name in this work tree."
                + " Decide what is to be there, and leave no file under the made-up name.";
    }

    /** Whether one has the file, or which of both, is told as it is. */
    static String note(
            String path,
            Optional<Version> target,
            Optional<Version> own,
            Optional<Version> found,
            CommitId targetCommit,
            CommitId ownCommit) {
        String has;
        if (found.isEmpty()) {
            has = "This work tree does not have it.";
        } else if (found.equals(target)) {
            has = found.equals(own)
                    ? "This work tree has the version of both sides."
                    : "This work tree has the target's version.";
        } else if (found.equals(own)) {
            has = "This work tree has your version.";
        } else {
            has = "This work tree has neither side's version, but what git or a merge driver made of both.";
        }
        return "Git cannot merge this file, and it has no marks of git's. " + has + " "
                + where("The target", targetCommit, path, target) + " "
                + where("Your last commit", ownCommit, path, own);
    }

    private static String where(String who, CommitId commit, String path, Optional<Version> version) {
        return version.map(file -> file.mode().equals(LINK)
                        ? who + " has the submodule at commit `" + file.id() + "`."
                        : who + " has it: `git show " + ShellText.quote(commit + ":" + path) + "`.")
                .orElse(who + " does not have it: it was deleted or renamed there, or never was there.");
    }
}
