package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import java.util.List;
import java.util.Optional;

/**
 * What is tested: features merged onto a commit of the target, and which tests run on that. Immutable. Specification 6.1.
 *
 * @param work what is merged, in this order; nothing where the base itself is tested
 * @param base the commit it is merged onto
 * @param commit the merge where it is known already, so that nothing is merged
 * @param changeSince where only the change counts that the one feature of the work made since this commit, wherever else it came from
 * @param combined whether the combined tests run, if there are any
 * @param checks whose checks run after that, in this order
 * @param memory which verdicts on an equal tree are used again
 * @param number how many trials a search had before this one, which tells it from an equal one of these
 */
public record Trial(
        WaveWork work,
        CommitId base,
        Optional<CommitId> commit,
        Optional<CommitId> changeSince,
        boolean combined,
        List<Check> checks,
        Memory memory,
        int number) {

    /** Copies the list. */
    public Trial {
        checks = List.copyOf(checks);
    }

    /**
     * One that no search asks for.
     *
     * @param work what is merged, in this order
     * @param base the commit it is merged onto
     * @param commit the merge where it is known already
     * @param changeSince where only the change counts that the one feature of the work made since this commit
     * @param combined whether the combined tests run
     * @param checks whose checks run after that
     * @param memory which verdicts are used again
     */
    public Trial(
            WaveWork work,
            CommitId base,
            Optional<CommitId> commit,
            Optional<CommitId> changeSince,
            boolean combined,
            List<Check> checks,
            Memory memory) {
        this(work, base, commit, changeSince, combined, checks, memory, 0);
    }

    /**
     * A merged wave that is to land.
     *
     * @param candidate the wave
     * @param checks whose checks run after the combined tests
     * @return it is run, unless it is known to be green
     */
    public static Trial of(Candidate candidate, List<Check> checks) {
        return new Trial(
                candidate.work(),
                candidate.base(),
                Optional.of(candidate.commit()),
                Optional.empty(),
                true,
                checks,
                Memory.GREEN,
                0);
    }

    /**
     * What tells whether a feature works by itself.
     *
     * @param feature which one
     * @param command run by {@code /bin/sh -c}; exit status 0 means that it does
     */
    public record Check(FeatureId feature, String command) {}

    /** Which verdicts are used again that the same tests gave on an equal tree, set up alike. */
    public enum Memory {
        /** None: they run, in a work tree that was set up anew. */
        NONE,
        /** Green ones: what was red may have had a reason that is gone. */
        GREEN,
        /** All. */
        ALL
    }
}
