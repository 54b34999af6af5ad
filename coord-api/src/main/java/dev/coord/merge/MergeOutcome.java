package dev.coord.merge;

import dev.coord.FeatureId;
import dev.coord.lock.FencingToken;
import java.util.List;

/** What became of the attempt to merge a wave. The target branch is as it was. Specification 6.1. */
public sealed interface MergeOutcome {

    /**
     * Merged, ready to be tested and landed.
     *
     * @param candidate what can be tested and landed
     */
    record Merged(Candidate candidate) implements MergeOutcome {}

    /**
     * A feature could not be merged. Specification 6.2.
     *
     * @param feature the feature that could not be merged
     * @param with the features of the wave or the target it conflicts with; empty where only the target changed the files
     * @param files the files in conflict, sorted
     */
    record Conflicted(FeatureId feature, List<FeatureId> with, List<String> files) implements MergeOutcome {

        /** Copies the lists. */
        public Conflicted {
            with = List.copyOf(with);
            files = List.copyOf(files);
        }
    }

    /**
     * A feature comes too late: a newer holder of its locks has landed, or is merged before it, on what it changed.
     * Whether the two would merge cleanly was not tried. Specification 3.2.
     *
     * @param feature the feature that comes too late
     * @param token the token it was completed under
     * @param by the newer holder's feature
     * @param newer the newer holder's token
     * @param files the locked files both changed, sorted, at least one
     */
    record Overtaken(FeatureId feature, FencingToken token, FeatureId by, FencingToken newer, List<String> files)
            implements MergeOutcome {

        /** Copies the list. */
        public Overtaken {
            files = List.copyOf(files);
        }
    }

    /**
     * The target no longer contains the commit that it was last seen at: it was set back or rewritten. Nothing was merged,
     * since that would bring the old commits back.
     *
     * @param since what it was last seen at
     * @param now what it is
     * @param command the command that brings the old commits back, for people
     */
    record TargetRewound(CommitId since, CommitId now, String command) implements MergeOutcome {}
}
