package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.MergedEntry;
import dev.coord.core.survival.MergedEntry.Kind;
import dev.coord.core.survival.MergedFile;
import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.ReturnedLines;
import dev.coord.core.survival.Survival;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.lines.BlobLines;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds what a merge made against what git makes of its sides by itself. For one thread. */
final class MergeCheck {

    private final PlainMerges merges;
    private final Git git;
    private final BlobLines lines;

    MergeCheck(PlainMerges merges) {
        this.merges = merges;
        this.git = merges.git();
        this.lines = new BlobLines(git);
    }

    /**
     * What a merge lost.
     *
     * @param losses lines that nobody took away
     * @param oneSided conflicts of which nothing of one side is left, which somebody decided
     */
    record Found(List<Loss> losses, List<Loss> oneSided) {

        static final Found NOTHING = new Found(List.of(), List.of());
    }

    /**
     * Looks at a merge. What is as git makes it proves itself.
     *
     * @param merged the commit with what was made
     * @param target one side
     * @param branch the other side
     * @param isTold whether an agent was told of every conflict
     */
    Found of(CommitId merged, CommitId target, CommitId branch, boolean isTold) {
        PlainMerge plain = merges.merge(target, branch);
        CommitId tree = new Refs(git).tree(merged.value());
        if (plain.isClean() && plain.tree().equals(tree)) {
            return Found.NOTHING;
        }
        List<Difference> differences = TreeDifference.between(git, plain.tree().value(), tree.value());
        List<Difference> contents = differences.stream()
                .filter(file -> !file.oldId().equals(file.newId()))
                .toList();
        List<MergedFile> files = files(plain, contents, target, branch, isTold);
        return new Found(
                isTold ? List.of() : losses(files, plain, differences, target, branch), Survival.oneSided(files));
    }

    private List<Loss> losses(
            List<MergedFile> files, PlainMerge plain, List<Difference> differences, CommitId target, CommitId branch) {
        List<Loss> losses = new ArrayList<>(Survival.losses(files));
        losses.addAll(ReturnedLines.of(files));
        losses.addAll(MergedEntry.losses(entries(plain, differences, target, branch)));
        return losses;
    }

    /** Files that git merges without conflict. */
    private List<MergedEntry> entries(
            PlainMerge plain, List<Difference> differences, CommitId target, CommitId branch) {
        Map<GitPath, Difference> sides = new HashMap<>();
        if (!differences.isEmpty()) {
            TreeDifference.between(git, target.value(), branch.value()).forEach(file -> sides.put(file.path(), file));
        }
        List<MergedEntry> entries = new ArrayList<>();
        for (Difference file : differences) {
            if (!plain.isDisputed(file.path())) {
                Difference side = sides.getOrDefault(file.path(), file);
                boolean areSame = !sides.containsKey(file.path());
                Optional<Kind> was = kind(file.oldMode(), file.oldId());
                entries.add(new MergedEntry(
                        file.path().raw(),
                        was,
                        kind(file.newMode(), file.newId()),
                        areSame ? was : kind(side.oldMode(), side.oldId()),
                        areSame ? was : kind(side.newMode(), side.newId())));
            }
        }
        return entries;
    }

    private Optional<Kind> kind(String mode, String id) {
        return BlobLines.isNone(id)
                ? Optional.empty()
                : Optional.of(new Kind(mode, id, !lines.counts(id).isEmpty()));
    }

    private List<MergedFile> files(
            PlainMerge plain, List<Difference> differences, CommitId target, CommitId branch, boolean isTold) {
        List<List<String>> ids = ids(target, branch, differences);
        List<String> ofTarget = ids.get(0);
        List<String> ofBranch = ids.get(1);
        Set<String> all = new HashSet<>(ofTarget);
        all.addAll(ofBranch);
        differences.forEach(file -> all.addAll(List.of(file.oldId(), file.newId())));
        lines.read(all);
        List<MergedFile> files = new ArrayList<>();
        for (int i = 0; i < differences.size(); i++) {
            Difference file = differences.get(i);
            files.add(new MergedFile(
                    file.path().raw(),
                    parts(plain, file, isTold),
                    lines.of(file.newId()),
                    lines.of(ofTarget.get(i)),
                    lines.of(ofBranch.get(i))));
        }
        return files;
    }

    /**
     * A conflict without marks, or with lines of somebody's that look like marks, is about the whole file; where git can choose but one
     * of two, somebody had to decide. What does not conflict has no marks, whatever it looks like.
     */
    private List<Part> parts(PlainMerge plain, Difference file, boolean isTold) {
        List<String> made = lines.of(file.oldId());
        if (!plain.isDisputed(file.path())) {
            return List.of(new Agreed(made));
        }
        PlainMerge.Versions versions = plain.of(file.path());
        boolean isUnclear = Stream.of(versions.ours(), versions.base(), versions.theirs())
                .anyMatch(id -> MarkedFile.isUnclear(lines.of(id)));
        List<Part> parts = MarkedFile.parts(made, isTold);
        if (versions.equals(PlainMerge.Versions.NONE)
                || (!isUnclear && parts.stream().anyMatch(Disputed.class::isInstance))) {
            return parts;
        }
        boolean isText = BlobLines.isText(lines.of(versions.ours())) && BlobLines.isText(lines.of(versions.theirs()));
        return List.of(new Disputed(
                lines.of(versions.ours()), lines.of(versions.base()), lines.of(versions.theirs()), isTold || !isText));
    }

    /** The contents that each side has in the files; where one side renamed a file, the other has it under its own name. */
    private List<List<String>> ids(CommitId target, CommitId branch, List<Difference> files) {
        List<GitPath> paths = files.stream().map(Difference::path).toList();
        List<String> ofTarget = ids(target, paths);
        List<String> ofBranch = ids(branch, paths);
        boolean areAlike = true;
        for (int i = 0; i < paths.size(); i++) {
            areAlike &= ofTarget.get(i).isEmpty() == ofBranch.get(i).isEmpty();
        }
        if (areAlike) {
            return List.of(ofTarget, ofBranch);
        }
        RenamedFiles renamed = RenamedFiles.of(git, target, branch);
        return List.of(
                filled(
                        ofTarget,
                        ids(target, paths.stream().map(renamed::ofTarget).toList())),
                filled(
                        ofBranch,
                        ids(branch, paths.stream().map(renamed::ofBranch).toList())));
    }

    private static List<String> filled(List<String> ids, List<String> others) {
        List<String> filled = new ArrayList<>(ids);
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i).isEmpty()) {
                filled.set(i, others.get(i));
            }
        }
        return filled;
    }

    private List<String> ids(CommitId commit, List<GitPath> files) {
        List<Optional<String>> named = Commits.named(
                git, files.stream().map(file -> PlainMerges.name(commit, file)).toList());
        return files.isEmpty() || named.isEmpty()
                ? files.stream().map(file -> "").toList()
                : named.stream().map(id -> id.orElse("")).toList();
    }
}
