package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.Refs;
import dev.coord.merge.Candidate;
import java.nio.file.Path;

/**
 * Where a branch is to be moved, and what has to be known of it.
 *
 * @param target the branch as it was named
 * @param base what it has to be before
 * @param next what it is after
 * @param backup the ref that keeps what it was
 * @param kept the ref that keeps what it is to be
 * @param reason for the log of the branch
 * @param isBack whether it is set back, so that what it is after is part of what it was
 */
public record Move(
        String target, CommitId base, CommitId next, String backup, String kept, String reason, boolean isBack) {

    /** The landing of a wave. */
    static Move of(Candidate candidate) {
        var work = candidate.work();
        return new Move(
                work.target(),
                candidate.base(),
                candidate.commit(),
                Refs.backup(work.run(), work.wave()),
                Refs.candidate(work.run(), work.wave()),
                "coord: land wave " + work.wave() + " of run " + work.run(),
                false);
    }

    /** What a person does in a checkout of the branch instead, and what overwrites nothing. */
    String byHand(Path checkout) {
        return isBack
                ? ShellText.git(checkout) + " reset --keep " + ShellText.quote(kept)
                : ShellText.forward(checkout, kept);
    }
}
