package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.RunId;
import java.util.List;
import java.util.Optional;

/**
 * Finished features to be integrated together. Specification 6.1.
 *
 * @param run which run
 * @param wave which wave of its plan
 * @param target full name of the target branch, {@code refs/heads/...}
 * @param tips the finished features in plan order, at least one
 * @param since the target's commit as it was last seen: a target that does not contain it was set back or rewritten; none
 *     where nobody knows
 */
public record WaveWork(RunId run, int wave, String target, List<FeatureTip> tips, Optional<CommitId> since) {

    /** Copies the list. */
    public WaveWork {
        tips = List.copyOf(tips);
    }

    /**
     * Work for a target that was not seen before.
     *
     * @param run which run
     * @param wave which wave of its plan
     * @param target full name of the target branch
     * @param tips the finished features in plan order, at least one
     */
    public WaveWork(RunId run, int wave, String target, List<FeatureTip> tips) {
        this(run, wave, target, tips, Optional.empty());
    }

    /**
     * The same with other features.
     *
     * @param others the features, at least one
     * @return the work
     */
    public WaveWork of(List<FeatureTip> others) {
        return new WaveWork(run, wave, target, others, since);
    }
}
