package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.proof.Proof;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Merges finished features, proves and tests what came out, and lands it: four steps, each of which a run can take again after a
 * crash. Nothing is visible on the target branch before {@link #land}, which is one compare-and-swap. Used by one run at a
 * time; safe from several threads. Specification 6.
 */
public interface Integrator {

    /**
     * Asks the repository what has landed.
     *
     * @param target full name of the target branch
     * @param commits commits whose presence is asked about
     * @return what the repository says
     * @throws BadInput if there is no such branch, or it is checked out with changes to tracked files
     * @throws RepositoryFailed if the repository cannot be read
     */
    Survey survey(String target, Set<CommitId> commits);

    /**
     * Asks the repository by which work features have landed, for those whose agents build on it.
     *
     * @param at a commit of the target
     * @param features which features
     * @return the subjects of the latest 20 commits of the work that landed last, in the order they were made, by feature;
     *     nothing of a feature that {@code at} does not contain
     * @throws RepositoryFailed if the repository cannot be read
     */
    SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> features);

    /**
     * Merges the tips in their order onto the target's commit. Every feature becomes one merge commit, also one that changed
     * nothing. A repetition on an unmoved target gives an equal candidate. A tip with a {@link Fence} is refused where what
     * it changed of the fence's paths was also changed by a feature with a greater token that is not in the tip's history,
     * on the target or earlier among the tips: a late holder's work never lands over that of a newer one. Where the target
     * does not contain {@link WaveWork#since()} any more, nothing is merged.
     *
     * <p>The candidate is kept: another process can test and land it, and {@link #survey} finds its commit, until the same
     * wave of the same run is merged again.
     *
     * @param work what to merge
     * @return a candidate, or why there is none
     * @throws InterruptedException if the thread is interrupted; the target is as it was
     * @throws RepositoryFailed if merging could not be tried; the target is as it was
     */
    MergeOutcome merge(WaveWork work) throws InterruptedException;

    /**
     * Looks at a candidate before it is tested: whether a line or a file that a feature brought, or that was there before, has
     * vanished without anybody having taken it away. Nothing is changed, and a repetition finds the same.
     *
     * @param candidate what to look at; the target need not be its base any more
     * @return what was found, for each feature of the candidate
     * @throws InterruptedException if the thread is interrupted
     * @throws RepositoryFailed if looking could not be tried, such as for a candidate that is gone
     */
    Proof prove(Candidate candidate) throws InterruptedException;

    /**
     * Tells which combined tests there are.
     *
     * @return a text that is another one for other tests, or another set-up of the tree they run in; none where there are none
     */
    Optional<String> tests();

    /**
     * Runs tests on features merged onto a commit, from clean files each time: the combined ones first, then the checks, each also
     * where one before it failed. Where no tests are set and no check is asked for nothing is merged or run. What the tests write
     * outside of the files they are given is theirs to repeat.
     *
     * <p>No ref is written: a candidate of the same wave stays as it was, and can land.
     *
     * @param trial what to test; the target need not be its base any more
     * @return how each of the tests ended
     * @throws InterruptedException if the thread is interrupted; the tests have ended, with everything they started
     * @throws RepositoryFailed if testing could not be tried, such as for a commit that is gone
     */
    TrialOutcome test(Trial trial) throws InterruptedException;

    /**
     * Lands a candidate by one compare-and-swap from its base. Repeating it after a crash finishes what was begun and
     * answers {@link LandingOutcome.Landed} where the candidate has landed already.
     *
     * @param candidate what to land
     * @return what became of it
     * @throws RepositoryFailed if landing could not be tried; {@link #survey} tells whether it happened
     */
    LandingOutcome land(Candidate candidate);

    /**
     * What the repository itself says about the target branch.
     *
     * @param target the target's commit
     * @param landed the latest landing of each feature that has landed
     * @param present those of the commits asked about that the repository has
     * @param contained those of them that the target contains
     */
    record Survey(
            CommitId target,
            SortedMap<FeatureId, Landed> landed,
            SortedSet<CommitId> present,
            SortedSet<CommitId> contained) {

        /** Copies the collections. */
        public Survey {
            landed = Collections.unmodifiableSortedMap(new TreeMap<>(landed));
            contained = Collections.unmodifiableSortedSet(new TreeSet<>(contained));
            present = Collections.unmodifiableSortedSet(new TreeSet<>(present));
        }
    }

    /**
     * How a feature has landed.
     *
     * @param commit the commit that merged it
     * @param digest digest of the declaration that it was made from
     */
    record Landed(CommitId commit, String digest) {}
}
