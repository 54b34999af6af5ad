package dev.coord.bench.overlap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A piece of a history: topics that were merged one after the other.
 *
 * @param merges the merges, oldest first, at least one
 */
public record Window(List<Merge> merges) {

    /**
     * A merge as history has it.
     *
     * @param commit the merge
     * @param onto its first parent
     * @param topic its second parent
     */
    public record Merge(String commit, String onto, String topic) {}

    /** The latest windows of so many merges each, latest first, which have no commit in common. */
    public static List<Window> of(ScratchGit git, int windows, int size) throws IOException, InterruptedException {
        List<Window> found = new ArrayList<>();
        List<Merge> merges = new ArrayList<>();
        for (String line : git.run("log", "--first-parent", "--merges", "-n" + windows * size, "--format=%H %P", "HEAD")
                .lines()) {
            String[] commits = line.split(" ");
            if (commits.length == 3) {
                merges.add(0, new Merge(commits[0], commits[1], commits[2]));
            }
            if (merges.size() == size) {
                found.add(new Window(List.copyOf(merges)));
                merges.clear();
            }
        }
        return found;
    }

    /** The commit that the first of them was merged onto. */
    public String base() {
        return merges.get(0).onto();
    }

    /** The last merge, whose tree history had in the end. */
    public String end() {
        return merges.get(merges.size() - 1).commit();
    }

    /** Its parts between the merges that were made by hand. */
    public List<Window> without(Collection<Merge> byHand) {
        List<Window> parts = new ArrayList<>();
        List<Merge> part = new ArrayList<>();
        for (Merge merge : merges) {
            if (!byHand.contains(merge)) {
                part.add(merge);
            } else if (!part.isEmpty()) {
                parts.add(new Window(List.copyOf(part)));
                part.clear();
            }
        }
        if (!part.isEmpty()) {
            parts.add(new Window(List.copyOf(part)));
        }
        return parts;
    }

    /** The files that were changed without a topic; what history has in them is no merge's. */
    public Set<String> changedBetween(ScratchGit git) throws IOException, InterruptedException {
        Set<String> files = new HashSet<>();
        for (String commit : git.run("log", "--first-parent", "--no-merges", "--format=%H", base() + ".." + end())
                .lines()) {
            files.addAll(git.run(
                            "diff-tree",
                            "-r",
                            "--no-commit-id",
                            "--name-only",
                            "--no-renames",
                            "-z",
                            commit + "^1",
                            commit)
                    .fields());
        }
        return files;
    }

    /** The merges that git does not make by itself as history has them: somebody resolved a conflict, or added to the merge. */
    public List<Merge> madeByHand(ScratchGit git) throws IOException, InterruptedException {
        List<Merge> byHand = new ArrayList<>();
        for (Merge merge : merges) {
            Optional<String> tree = tree(git, merge.onto(), merge.topic());
            if (!tree.equals(Optional.of(git.line("rev-parse", merge.commit() + "^{tree}")))) {
                byHand.add(merge);
            }
        }
        return byHand;
    }

    /** What git makes of two commits; nothing where they conflict. */
    public static Optional<String> tree(ScratchGit git, String ours, String theirs)
            throws IOException, InterruptedException {
        ScratchGit.Answer answer = git.ask("merge-tree", "--write-tree", "--no-messages", ours, theirs);
        if (answer.exit() > 1) {
            throw new IOException("git cannot merge " + theirs + " into " + ours);
        }
        return answer.exit() == 0 ? Optional.of(answer.lines().get(0)) : Optional.empty();
    }
}
