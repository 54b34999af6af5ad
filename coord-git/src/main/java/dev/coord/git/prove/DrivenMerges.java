package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.core.survival.Loss;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.core.survival.ReturnedLines;
import dev.coord.git.audit.BranchChanges;
import dev.coord.git.audit.BranchChanges.Branch;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.lines.LostLines;
import dev.coord.git.merge.MergeDrivers;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.merge.Candidate;
import dev.coord.merge.Resolved;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.LostLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the merges of a wave itself lost. What git merges alone loses nothing, so that only those are looked at in which a merge driver
 * had a file that both sides had changed.
 */
final class DrivenMerges {

    private final Git git;
    private final Candidate candidate;
    private final BranchChanges changes;
    private final MergeDrivers drivers;

    DrivenMerges(Git git, Candidate candidate, BranchChanges changes, MergeDrivers drivers) {
        this.git = git;
        this.candidate = candidate;
        this.changes = changes;
        this.drivers = drivers;
    }

    /** The files that a driver merged for a branch, with its name. */
    Map<GitPath, String> of(int branch) {
        Set<GitPath> own = paths(changes.branches().get(branch));
        CommitId onto = changes.chain().get(branch);
        Set<GitPath> others = new HashSet<>(
                ChangedPaths.between(git, changes.branches().get(branch).from().value(), onto.value()));
        boolean meet = own.stream().anyMatch(others::contains);
        others.addAll(own);
        return meet ? drivers.in(onto, others) : Map.of();
    }

    /** What is gone by them. */
    List<LostLine> lost(int branch, Map<GitPath, String> driven, MergeCheck check) {
        CommitId onto = changes.chain().get(branch);
        CommitId merged = changes.chain().get(branch + 1);
        MergeCheck.Found found =
                check.of(merged, onto, changes.branches().get(branch).to(), false);
        List<LostLine> lost = new ArrayList<>();
        Set<String> understood = understood(branch);
        for (Loss loss : ReturnedLines.withoutEdits(found.losses())) {
            if (understood.contains(new GitPath(loss.path()).text())) {
                continue;
            }
            String driver = driven.getOrDefault(
                    new GitPath(loss.path()), driven.values().iterator().next());
            lost.addAll(LostLines.of(
                    List.of(loss),
                    side -> side == Side.TARGET ? Proof.Side.TARGET : Proof.Side.FEATURE,
                    new Culprit(Optional.empty(), driver)));
        }
        return lost;
    }

    /** What was merged by what it means was verified, and tells where each line went. */
    private Set<String> understood(int branch) {
        return candidate.resolved().stream()
                .filter(file -> file.feature()
                        .equals(candidate.work().tips().get(branch).feature()))
                .map(Resolved::path)
                .collect(Collectors.toSet());
    }

    private static Set<GitPath> paths(Branch branch) {
        Set<GitPath> paths = new HashSet<>();
        branch.files().stream().map(Difference::path).forEach(paths::add);
        return paths;
    }
}
