package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.git.command.Git;
import dev.coord.git.integrity.IntegrityChecks;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.lines.BlobLines;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.prove.WaveFiles.Part;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;

/** Has the files looked at that are left when work is taken back, by what looks at those of a wave. */
public final class RevertCheck {

    private final IntegrityChecks checks;
    private final SchemaTrials trials;

    /**
     * Adds checks to those of coord's own.
     *
     * @param trials try the migrations that are left, where no check finds what stops
     */
    public RevertCheck(List<IntegrityCheck> checks, SchemaTrials trials) {
        this.checks = new IntegrityChecks(checks);
        this.trials = trials;
    }

    /**
     * What is wrong with them, and was not before.
     *
     * @param git where the commits are, reading objects by a process that is there
     * @param target what they were made on top of
     * @param undone each with its commit, in their order
     */
    public List<IntegrityFinding> of(Git git, CommitId target, List<Undone> undone) {
        List<Part> parts = new ArrayList<>();
        CommitId last = target;
        for (Undone one : undone) {
            CommitId revert = one.revert().orElseThrow();
            parts.add(new Part(
                    one.landing().feature(), target, TreeDifference.between(git, last.value(), revert.value())));
            last = revert;
        }
        WaveFiles files = new WaveFiles(
                git,
                target,
                last,
                parts,
                new BlobLines(git),
                TreeDifference.between(git, target.value(), last.value()));
        if (files.changed().isEmpty()) {
            return List.of();
        }
        List<IntegrityFinding> found = new ArrayList<>();
        checks.of(files).values().forEach(found::addAll);
        if (found.stream().noneMatch(IntegrityFinding::stops)) {
            found.addAll(tried(files));
        }
        return found;
    }

    private List<IntegrityFinding> tried(WaveFiles files) {
        try {
            return trials.left(files);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryFailed(
                    "taking work back was interrupted while migrations were tried, and nothing was changed; run the command again",
                    e);
        }
    }
}
