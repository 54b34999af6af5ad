package dev.coord.merge;

import dev.coord.RunId;
import java.util.List;

/**
 * Finished features to be integrated together. Specification 6.1.
 *
 * @param run which run
 * @param wave which wave of its plan
 * @param target full name of the target branch, {@code refs/heads/...}
 * @param tips the finished features in plan order, at least one
 */
public record WaveWork(RunId run, int wave, String target, List<FeatureTip> tips) {

    /** Copies the list. */
    public WaveWork {
        tips = List.copyOf(tips);
    }
}
