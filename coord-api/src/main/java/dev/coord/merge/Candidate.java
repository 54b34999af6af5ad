package dev.coord.merge;

import dev.coord.FeatureId;
import java.util.List;

/**
 * A merged wave that can be tested, and landed by one compare-and-swap.
 *
 * @param work what was merged
 * @param base the target's commit it was merged onto
 * @param commit the commit to land; its ancestors are the base and every tip
 * @param resolved the files that git could not merge and that were merged all the same, by feature in the order of the work
 */
public record Candidate(WaveWork work, CommitId base, CommitId commit, List<Resolved> resolved) {

    /** Copies the list. */
    public Candidate {
        resolved = List.copyOf(resolved);
    }

    /**
     * What git merged by itself.
     *
     * @param work what was merged
     * @param base the target's commit it was merged onto
     * @param commit the commit to land
     */
    public Candidate(WaveWork work, CommitId base, CommitId commit) {
        this(work, base, commit, List.of());
    }

    /**
     * What is in it.
     *
     * @return its features in the order they were merged in
     */
    public List<FeatureId> features() {
        return work.tips().stream().map(FeatureTip::feature).toList();
    }

    /**
     * Whether files were merged by what they mean.
     *
     * @return false where git merged all of it, but what the user's commands made anew
     */
    public boolean isStructured() {
        return resolved.stream().anyMatch(Resolved::isStructured);
    }
}
