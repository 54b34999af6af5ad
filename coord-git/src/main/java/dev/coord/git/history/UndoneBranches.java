package dev.coord.git.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.core.integrate.TakenBackBranches;
import dev.coord.core.integrate.TakenBackBranches.Merge;
import dev.coord.core.integrate.Undoings.Undoing;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.object.RawCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads from commits which branches were merged once and taken back since. Where nothing ever was, two questions tell that. */
public final class UndoneBranches {

    private final Git git;
    private final CommitId target;
    private final SortedMap<FeatureId, CommitId> tips;
    private final Optional<CommitId> common; // what was merged before it is no branch's own

    private UndoneBranches(Git git, CommitId target, SortedMap<FeatureId, CommitId> tips) {
        this.git = git;
        this.target = target;
        this.tips = tips;
        List<CommitId> all = new ArrayList<>(tips.values());
        all.add(target);
        this.common = BranchHistory.common(git, all);
    }

    /** For each branch that was taken back, what has to be taken back for that, latest first. */
    public static SortedMap<FeatureId, List<Undoing>> of(
            Git git, CommitId target, SortedMap<FeatureId, CommitId> tips) {
        return tips.isEmpty() ? new TreeMap<>() : new UndoneBranches(git, target, tips).find();
    }

    private SortedMap<FeatureId, List<Undoing>> find() {
        List<RawCommit> undoing = undoing();
        if (undoing.isEmpty()) {
            return new TreeMap<>();
        }
        List<CommitId> all = new ArrayList<>(tips.values());
        all.add(target);
        CommitGraph graph = BranchHistory.from(git, all, common);
        List<Undoing> undoings = new ArrayList<>();
        for (RawCommit commit : undoing) {
            UndoneCommits.named(commit.message(), graph.parents().keySet())
                    .forEach(what -> undoings.add(new Undoing(commit.id(), what)));
        }
        return TakenBackBranches.of(graph, target, tips, undoings, merges(graph, undoings), bringing(graph, undoings));
    }

    /** How what takes something back came to the target. */
    private Map<CommitId, Merge> bringing(CommitGraph graph, List<Undoing> undoings) {
        Set<CommitId> by = new HashSet<>();
        undoings.forEach(undoing -> by.add(undoing.by()));
        Map<CommitId, CommitId> brought = TakenBackBranches.bringing(graph, target, by);
        Map<CommitId, Merge> merges = read(brought.values());
        Map<CommitId, Merge> bringing = new HashMap<>();
        brought.forEach((commit, merge) ->
                Optional.ofNullable(merges.get(merge)).ifPresent(read -> bringing.put(commit, read)));
        return bringing;
    }

    /** Commits that say that they take something back, every one before those that it contains. */
    private List<RawCommit> undoing() {
        StringBuilder asked = new StringBuilder(target + "\n");
        new TreeSet<>(tips.values()).forEach(tip -> asked.append(tip).append('\n'));
        common.ifPresent(commit -> asked.append('^').append(commit).append('\n'));
        List<String> command =
                new ArrayList<>(List.of("rev-list", "--topo-order", "--extended-regexp", "--regexp-ignore-case"));
        UndoneCommits.naming().forEach(pattern -> command.add("--grep=" + pattern));
        command.add("--stdin");
        return Commits.read(
                git,
                git.run(asked.toString().getBytes(US_ASCII), command).lines(),
                commit ->
                        Optional.of(commit).filter(made -> !made.parents().isEmpty())); // the first takes nothing back
    }

    private Map<CommitId, Merge> merges(CommitGraph graph, List<Undoing> undoings) {
        Set<CommitId> named = new HashSet<>();
        undoings.forEach(undoing -> named.add(undoing.what()));
        List<CommitId> elsewhere = named.stream()
                .filter(commit -> !graph.contains(commit))
                .sorted()
                .toList();
        named.removeAll(elsewhere);
        common.ifPresent(commit -> named.addAll(LandedFeatures.contained(git, present(elsewhere), commit)));
        return read(named);
    }

    private Map<CommitId, Merge> read(Collection<CommitId> commits) {
        Map<CommitId, Merge> merges = new HashMap<>();
        Commits.read(
                        git,
                        commits.stream()
                                .distinct()
                                .map(CommitId::value)
                                .sorted()
                                .toList(),
                        Optional::of)
                .stream()
                .filter(commit -> commit.parents().size() > 1)
                .forEach(commit -> merges.put(
                        commit.id(),
                        new Merge(
                                commit.id(),
                                commit.parents(),
                                LandingMessage.read(commit.message()).map(LandingMessage.Landed::feature))));
        return merges;
    }

    private List<CommitId> present(List<CommitId> commits) {
        return Commits.present(git, commits.stream().map(CommitId::value).toList());
    }
}
