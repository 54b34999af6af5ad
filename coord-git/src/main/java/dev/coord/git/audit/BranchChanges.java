package dev.coord.git.audit;

import static java.util.Objects.requireNonNull;

import dev.coord.CommitId;
import dev.coord.core.integrate.Beginnings;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.history.BranchHistory;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.merge.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each branch of a merged wave changed since it was begun, by one comparison of git's for all of them.
 *
 * @param graph what the branches have and the target has not
 * @param chain the target, and each merge of the wave after it
 * @param branches in the order of the work
 */
public record BranchChanges(CommitGraph graph, List<CommitId> chain, List<Branch> branches) {

    private static final String DIRECTORY = "040000";

    /** Copies the lists. */
    public BranchChanges {
        chain = List.copyOf(chain);
        branches = List.copyOf(branches);
    }

    /**
     * One branch.
     *
     * @param from where it was begun
     * @param to its tip, or its merge where it has no commit of its own
     * @param files in which both differ
     */
    public record Branch(CommitId from, CommitId to, List<Difference> files) {

        /** Copies the list. */
        public Branch {
            files = List.copyOf(files);
        }
    }

    /** Reads them. */
    public static BranchChanges of(Git git, Candidate candidate) {
        List<CommitId> tips = candidate.mergedTips();
        CommitGraph graph = BranchHistory.above(git, tips, candidate.base());
        List<Set<CommitId>> beginnings = Beginnings.of(graph, tips);
        List<CommitId> chain = chain(git, candidate);
        List<Branch> compared = new ArrayList<>();
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < tips.size(); i++) {
            Set<CommitId> begun = beginnings.get(i);
            CommitId before = chain.get(i);
            // what was merged before, and taken back, has no commit of its own: what the merge brings is its work
            CommitId after = begun.isEmpty() ? chain.get(i + 1) : tips.get(i);
            CommitId from =
                    begun.size() == 1 ? begun.iterator().next() : begun.isEmpty() ? before : common(git, before, after);
            pairs.append(after).append(' ').append(from).append('\n');
            compared.add(new Branch(from, after, List.of()));
        }
        Map<String, List<Difference>> changes = parse(ChangedPaths.differences(git, pairs.toString()));
        return new BranchChanges(
                graph,
                chain,
                compared.stream()
                        .map(branch -> new Branch(
                                branch.from(),
                                branch.to(),
                                changes.getOrDefault(branch.to().value(), List.of())))
                        .toList());
    }

    /** The target, and each merge of the wave. */
    private static List<CommitId> chain(Git git, Candidate candidate) {
        List<CommitId> chain = new ArrayList<>(List.of(candidate.base()));
        git.run("rev-list", "--first-parent", "--reverse", candidate.base() + ".." + candidate.commit())
                .lines()
                .forEach(line -> chain.add(new CommitId(line)));
        return chain;
    }

    /** Where a branch merged something itself, what is common with all before it. */
    private static CommitId common(Git git, CommitId before, CommitId tip) {
        GitAnswer answer = git.ask("merge-base", before.value(), tip.value());
        return answer.succeeded() ? new CommitId(answer.line()) : before;
    }

    /** Fields stand in their places, whatever is in them: a path may be empty, or begin with what else begins a record. */
    static Map<String, List<Difference>> parse(GitAnswer answer) {
        Map<String, List<Difference>> changes = new HashMap<>();
        Iterator<String> fields = List.of(answer.raw().split("\0", -1)).iterator();
        List<Difference> of = new ArrayList<>();
        while (fields.hasNext()) {
            String field = fields.next();
            if (!field.startsWith(":")) {
                of = requireNonNull(changes.computeIfAbsent(field, commit -> new ArrayList<>()));
                continue;
            }
            GitPath path = new GitPath(fields.next());
            String[] words = field.substring(1).split(" ", -1); // mode mode object object status
            if (!words[0].equals(DIRECTORY) && !words[1].equals(DIRECTORY)) {
                of.add(new Difference(path, words[0], words[2], words[1], words[3]));
            }
        }
        return changes;
    }
}
