package dev.coord.core.run.event;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that happened to one wave of a run. */
public sealed interface WaveNotice extends RunNotice {

    /**
     * Which one.
     *
     * @return the number of the wave
     */
    int wave();

    /**
     * A wave began.
     *
     * @param wave which one
     * @param features what is in it
     */
    record Began(int wave, List<FeatureId> features) implements WaveNotice {

        /** Copies the list. */
        public Began {
            features = List.copyOf(features);
        }
    }

    /**
     * A wave is being merged.
     *
     * @param wave which one
     * @param features what is in it
     */
    record MergeBegan(int wave, List<FeatureId> features) implements WaveNotice {

        /** Copies the list. */
        public MergeBegan {
            features = List.copyOf(features);
        }
    }

    /**
     * A wave was merged aside.
     *
     * @param wave which one
     * @param base what it was merged onto
     * @param commit the merge, which nobody has tested yet
     */
    record Merged(int wave, CommitId base, CommitId commit) implements WaveNotice {}

    /**
     * The tests of a merged wave, which ended with the process before this one, begin anew.
     *
     * @param wave which one
     * @param commit the merge
     */
    record TestsRepeated(int wave, CommitId commit) implements WaveNotice {}

    /**
     * The integration tree was set up for the tests.
     *
     * @param wave what is tested
     * @param took how long that took
     */
    record SetUp(int wave, Duration took) implements WaveNotice {}

    /**
     * Merging or testing could not be tried.
     *
     * @param wave which one
     * @param reason why
     * @param output what was printed last, empty where that says nothing about it
     */
    record NotIntegrated(int wave, String reason, String output) implements WaveNotice {}

    /**
     * The combined tests passed, and printed something; or they failed in nothing that the target does not, which is allowed.
     *
     * @param wave what was tested
     * @param failingBefore the tests that fail on the target as well; nothing where all passed
     * @param output what they printed
     */
    record TestsPassed(int wave, List<String> failingBefore, String output) implements WaveNotice {

        /** Copies the list. */
        public TestsPassed {
            failingBefore = List.copyOf(failingBefore);
        }
    }

    /**
     * The combined tests failed.
     *
     * @param wave what was tested
     * @param features what is in it
     * @param reason how they ended
     * @param output what they printed
     */
    record TestsFailed(int wave, List<FeatureId> features, String reason, String output) implements WaveNotice {

        /** Copies the list. */
        public TestsFailed {
            features = List.copyOf(features);
        }
    }

    /**
     * What breaks a red wave is looked for.
     *
     * @param wave which one
     * @param mostRuns how many test runs it takes at most to find one feature that does
     */
    record SearchBegan(int wave, int mostRuns) implements WaveNotice {}

    /**
     * A feature breaks its wave.
     *
     * @param wave which one
     * @param feature what goes back, or fails
     * @param with together with which alone it fails, in its wave or landed before
     * @param evidence why
     * @param runs how many test runs it took to find and confirm it
     * @param partner the wave that landed what it fails with, which can be taken back instead; none where that is in its own wave
     */
    record CulpritFound(
            int wave, FeatureId feature, List<FeatureId> with, String evidence, int runs, Optional<Integer> partner)
            implements WaveNotice {

        /** Copies the list. */
        public CulpritFound {
            with = List.copyOf(with);
        }
    }

    /**
     * The tests of a wave contradict themselves.
     *
     * @param wave which one
     * @param features what they were run on
     * @param lands whether all of these were green in a fresh run
     * @param reason how they failed
     */
    record TestsFlaky(int wave, List<FeatureId> features, boolean lands, String reason) implements WaveNotice {

        /** Copies the list. */
        public TestsFlaky {
            features = List.copyOf(features);
        }
    }

    /**
     * The target moved while a wave was being merged, which is merged again onto it.
     *
     * @param wave which one
     * @param target the branch
     * @param commit where it is now
     */
    record TargetMoved(int wave, String target, CommitId commit) implements WaveNotice {}

    /**
     * A wave landed.
     *
     * @param wave which one
     * @param features what is in it
     * @param commit what the target is from now on
     * @param target the branch
     */
    record Landed(int wave, List<FeatureId> features, CommitId commit, String target) implements WaveNotice {

        /** Copies the list. */
        public Landed {
            features = List.copyOf(features);
        }
    }

    /**
     * A wave does not land, and nothing of it is on the target; the run ends once its agents have.
     *
     * @param wave which one
     * @param target the branch
     * @param reasons why
     * @param told whether another notice told the reasons just before
     */
    record RolledBack(int wave, String target, List<String> reasons, boolean told) implements WaveNotice {

        /** Copies the list. */
        public RolledBack {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Nobody knows whether a wave has landed; the next run finishes what was begun.
     *
     * @param wave which one
     * @param commit what was to land
     * @param reason what is known
     */
    record LandingUnknown(int wave, CommitId commit, String reason) implements WaveNotice {}
}
