package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.git.command.Git;
import dev.coord.git.integrity.IntegrityChecks;
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

    /** Adds checks to those of coord's own. */
    public RevertCheck(List<IntegrityCheck> checks) {
        this.checks = new IntegrityChecks(checks);
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
        return files.changed().isEmpty()
                ? List.of()
                : checks.of(files).values().stream().flatMap(List::stream).toList();
    }
}
