package dev.coord.git.prove;

import dev.coord.core.integrate.CommitGraph;
import dev.coord.core.survival.LineKey;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.RawCommit;
import dev.coord.git.resume.WorkMessage;
import dev.coord.merge.CommitId;
import dev.coord.merge.Proof;
import dev.coord.merge.Proof.LostLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                Later later = new Later(merge, tip, own);
                Proof.Culprit by = new Proof.Culprit(Optional.of(commit), LostLines.subject(merge));
                lost.addAll(LostLines.of(later.without(found.losses()), side -> side(merge, side), by));
                oneSided.addAll(LostLines.of(later.without(found.oneSided()), side -> side(merge, side), by));
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

    private static boolean isOfALaterCall(RawCommit merge) {
        return merge.parents().size() == BOTH && WorkMessage.is(merge.message());
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

    /** What was done about it after a merge. */
    private final class Later {

        private final RawCommit made;
        private final CommitId merge;
        private final CommitId tip;
        private final Set<CommitId> own;
        private Optional<Set<String>> added = Optional.empty();

        Later(RawCommit made, CommitId tip, Set<CommitId> own) {
            this.made = made;
            this.merge = made.id();
            this.tip = tip;
            this.own = own;
        }

        List<Loss> without(List<Loss> losses) {
            return losses.stream().filter(loss -> !isMended(loss)).toList();
        }

        /** It is back, or was back and is deleted by a commit that is no merge, or the target has taken it away. */
        private boolean isMended(Loss loss) {
            String key = LineKey.of(loss.text()).orElse("");
            return has(tip, loss.path(), key)
                    || (isKnown(base, loss.path()) && !has(base, loss.path(), key) && isOfTarget(loss))
                    || added().contains(key);
        }

        private boolean isOfTarget(Loss loss) {
            return side(made, loss.from()) == Proof.Side.TARGET;
        }

        private boolean has(CommitId commit, String path, String key) {
            return counts(commit, path).getOrDefault(key, 0)
                            > counts(merge, path).getOrDefault(key, 0)
                    || (commit.equals(base) && counts(commit, path).containsKey(key));
        }

        private boolean isKnown(CommitId commit, String path) {
            return !id(commit, path).isEmpty();
        }

        private Map<String, Integer> counts(CommitId commit, String path) {
            return lines.counts(id(commit, path));
        }

        private String id(CommitId commit, String path) {
            return Commits.named(git, List.of(PlainMerges.name(commit, new GitPath(path)))).stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse("");
        }

        /** The lines that plain commits added which do not come before the merge. */
        private Set<String> added() {
            if (added.isEmpty()) {
                Set<CommitId> before = before();
                String commits = own.stream()
                        .filter(commit -> !before.contains(commit)
                                && graph.parents()
                                                .getOrDefault(commit, List.of())
                                                .size()
                                        < BOTH)
                        .map(commit -> commit + "\n")
                        .collect(Collectors.joining());
                added = Optional.of(commits.isEmpty() ? Set.of() : addedBy(commits));
            }
            return added.get();
        }

        private Set<CommitId> before() {
            Set<CommitId> before = new HashSet<>();
            List<CommitId> next = List.of(merge);
            while (!next.isEmpty()) {
                next = next.stream()
                        .filter(before::add)
                        .flatMap(commit -> graph.parents().getOrDefault(commit, List.of()).stream())
                        .filter(graph::contains)
                        .toList();
            }
            return before;
        }

        private Set<String> addedBy(String commits) {
            Set<String> keys = new HashSet<>();
            git.run(
                            commits.getBytes(StandardCharsets.US_ASCII),
                            List.of(
                                    "diff-tree",
                                    "--stdin",
                                    "--no-commit-id",
                                    "--root",
                                    "-r",
                                    "-p",
                                    "-U0",
                                    "--no-ext-diff",
                                    "--no-textconv"))
                    .raw()
                    .lines()
                    .filter(line -> line.startsWith("+") && !line.startsWith("+++ "))
                    .forEach(line -> LineKey.of(line.substring(1)).ifPresent(keys::add));
            return keys;
        }
    }
}
