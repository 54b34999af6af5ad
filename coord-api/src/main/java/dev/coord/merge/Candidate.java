package dev.coord.merge;

/**
 * A merged wave that can be tested, and landed by one compare-and-swap.
 *
 * @param work what was merged
 * @param base the target's commit it was merged onto
 * @param commit the commit to land; its ancestors are the base and every tip
 */
public record Candidate(WaveWork work, CommitId base, CommitId commit) {}
