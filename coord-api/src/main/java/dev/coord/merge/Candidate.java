package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import java.util.List;
import java.util.Optional;

/**
 * A merged wave that can be tested, and landed by one compare-and-swap.
 *
 * @param work what was merged
 * @param base the target's commit it was merged onto
 * @param commit the commit to land; its ancestors are the base and every tip
 * @param resolved the files that git could not merge and that were merged all the same, by feature in the order of the work
 * @param renumbered the features of which something else was merged than their tips, or of whose migrations people are told; in the
 *     order of the work
 */
public record Candidate(
        WaveWork work, CommitId base, CommitId commit, List<Resolved> resolved, List<Renumbered> renumbered) {

    /** Copies the lists. */
    public Candidate {
        resolved = List.copyOf(resolved);
        renumbered = List.copyOf(renumbered);
    }

    /**
     * What was merged as it was.
     *
     * @param work what was merged
     * @param base the target's commit it was merged onto
     * @param commit the commit to land
     * @param resolved the files that git could not merge and that were merged all the same
     */
    public Candidate(WaveWork work, CommitId base, CommitId commit, List<Resolved> resolved) {
        this(work, base, commit, resolved, List.of());
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
     * What was merged of each feature.
     *
     * @return the tips in the order of the work; in place of one that was renumbered what was made of it
     */
    public List<CommitId> mergedTips() {
        return work.tips().stream()
                .map(tip ->
                        renumbered(tip.feature()).flatMap(Renumbered::commit).orElse(tip.tip()))
                .toList();
    }

    /**
     * What became of the migrations of a feature.
     *
     * @param feature which one
     * @return what was done, if there is anything to tell
     */
    public Optional<Renumbered> renumbered(FeatureId feature) {
        return renumbered.stream().filter(one -> one.feature().equals(feature)).findFirst();
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
