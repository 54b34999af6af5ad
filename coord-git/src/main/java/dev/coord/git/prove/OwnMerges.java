package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.core.survival.ReturnedLines;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.lines.BlobLines;
import dev.coord.git.lines.LostLines;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import dev.coord.git.resume.WorkMessage;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.LostLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the merge commits of a branch itself lost: those of its agent, and those by which coord brought home a later call. */
final class OwnMerges {

    private static final int BOTH = 2;

    private final Git git;
    private final CommitGraph graph;
    private final CommitId base;
    private final PlainMerges merges;
    private final MergeCheck check;
    private final BlobLines lines;

    OwnMerges(PlainMerges merges, CommitGraph graph, CommitId base) {
        this.merges = merges;
        this.git = merges.git();
        this.graph = graph;
        this.base = base;
        this.check = new MergeCheck(merges);
        this.lines = new BlobLines(git);
    }

    /** What is gone for good: brought back by no commit since. */
    record Found(List<LostLine> lost, List<LostLine> oneSided) {}

    /**
     * Looks at the merges of a branch.
     *
     * @param own the commits that only it has
     */
    Found of(CommitId tip, Set<CommitId> own) {
        List<LostLine> lost = new ArrayList<>();
        List<LostLine> oneSided = new ArrayList<>();
        for (CommitId commit : graph.parents().keySet()) {
            List<CommitId> parents = graph.parents().getOrDefault(commit, List.of());
            if (!own.contains(commit) || parents.size() < BOTH) {
                continue;
            }
            RawCommit merge = Commits.read(git, commit);
            MergeCheck.Found found = found(merge);
            if (!found.losses().isEmpty() || !found.oneSided().isEmpty()) {
                Later later = Later.than(git, graph, lines, merge, own);
                Proof.Culprit by = new Proof.Culprit(Optional.of(commit), LostLines.subject(merge));
                lost.addAll(LostLines.of(lost(found.losses(), merge, tip, later), side -> side(merge, side), by));
                oneSided.addAll(LostLines.of(lost(found.oneSided(), merge, tip, later), side -> side(merge, side), by));
            }
        }
        return new Found(lost, oneSided);
    }

    /**
     * Of a call of coord's an agent was told what did not merge, and whatever else it changed stands in plain commits. A merge of more than
     * two is made one after the other.
     */
    private MergeCheck.Found found(RawCommit merge) {
        List<CommitId> parents = merge.parents();
        if (isOfALaterCall(merge)) {
            GitAnswer begun = git.ask("merge-base", base.value(), parents.get(0).value());
            return begun.succeeded()
                    ? check.of(merge.id(), new CommitId(begun.line()), parents.get(1), true)
                    : MergeCheck.Found.NOTHING;
        }
        List<CommitId> sides = targetFirst(parents);
        CommitId first = sides.get(0);
        for (CommitId next : sides.subList(1, sides.size() - 1)) {
            first = merges.commit(first, next);
        }
        return check.of(merge.id(), first, sides.get(sides.size() - 1), false);
    }

    /** Anybody can write such a message; what it resumed is no work of the target's. */
    private boolean isOfALaterCall(RawCommit merge) {
        return merge.parents().size() == BOTH
                && WorkMessage.is(merge.message())
                && graph.contains(merge.parents().get(1));
    }

    private List<CommitId> targetFirst(List<CommitId> parents) {
        return parents.stream().sorted(Comparator.comparing(graph::contains)).toList();
    }

    /** What the target has not is the feature's, whoever made it. */
    private Proof.Side side(RawCommit merge, Side side) {
        if (isOfALaterCall(merge)) {
            return side == Side.TARGET ? Proof.Side.TARGET : Proof.Side.FEATURE;
        }
        List<CommitId> sides = targetFirst(merge.parents());
        CommitId whose = sides.get(side == Side.TARGET ? 0 : sides.size() - 1);
        return graph.contains(whose) ? Proof.Side.FEATURE : Proof.Side.TARGET;
    }

    /** Without what is back, what was back and is deleted by a commit that is no merge, and what the target has taken away itself. */
    private List<Loss> lost(List<Loss> losses, RawCommit merge, CommitId tip, Later later) {
        return ReturnedLines.withoutEdits(losses.stream()
                .filter(loss -> !later.hasMended(loss, tip)
                        && (side(merge, loss.from()) != Proof.Side.TARGET || !later.isAlsoIn(base, loss)))
                .toList());
    }
}
