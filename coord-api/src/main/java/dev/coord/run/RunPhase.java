package dev.coord.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import java.util.List;
import java.util.Optional;

/** How far a run is. */
public sealed interface RunPhase {

    /** A phase in which there is a candidate that may not land yet. Whoever goes on with the run goes on with it. */
    sealed interface Merged extends RunPhase {

        /**
         * What is to land.
         *
         * @return the candidate
         */
        Candidate candidate();
    }

    /**
     * Agents work on the current wave.
     *
     * @param base the target's commit the wave's workspaces begin from
     */
    record Working(CommitId base) implements RunPhase {}

    /**
     * The current wave is being merged. In a continuous run other features go on meanwhile.
     *
     * @param base the target's commit that further workspaces begin from
     * @param tries how often the target had moved meanwhile
     */
    record Merging(CommitId base, int tries) implements RunPhase {}

    /**
     * The current wave is merged, and it is looked at whether something vanished. In a continuous run other features go on
     * meanwhile.
     *
     * @param candidate what is looked at
     * @param tries how often the target had moved meanwhile
     */
    record Proving(Candidate candidate, int tries) implements Merged {}

    /**
     * The current wave is merged, and the combined tests and the checks run on it. In a continuous run other features go on
     * meanwhile.
     *
     * @param candidate what is tested
     * @param tries how often the target had moved meanwhile
     * @param checks whose checks run
     */
    record Testing(Candidate candidate, int tries, List<FeatureId> checks) implements Merged {

        /** Copies the list. */
        public Testing {
            checks = List.copyOf(checks);
        }

        /**
         * Without checks.
         *
         * @param candidate what is tested
         * @param tries how often the target had moved meanwhile
         */
        public Testing(Candidate candidate, int tries) {
            this(candidate, tries, List.of());
        }
    }

    /**
     * The current wave is red, and it is looked for what breaks it. In a continuous run other features go on meanwhile, but nothing else
     * is integrated.
     *
     * @param candidate what is red
     * @param tries how often the target had moved meanwhile
     * @param red what of its tests failed
     * @param probes what came out of each test run since, in this order: with the rest of this it says what is to be tried next
     */
    record Searching(Candidate candidate, int tries, RedTests red, List<Probed> probes) implements Merged {

        /** Copies the list. */
        public Searching {
            probes = List.copyOf(probes);
        }
    }

    /**
     * Tests that failed.
     *
     * @param combined whether the combined tests did
     * @param checks whose checks did
     * @param reason how they ended, for people
     * @param output what they printed last
     * @param suspects whom something speaks against, the most suspect one first
     * @param tests what the combined tests are, as {@link dev.coord.merge.Integrator#tests}
     * @param isBaseKnown whether it was known how the combined tests end on the base
     */
    record RedTests(
            boolean combined,
            List<FeatureId> checks,
            String reason,
            String output,
            List<FeatureId> suspects,
            Optional<String> tests,
            boolean isBaseKnown) {

        /** Copies the lists. */
        public RedTests {
            checks = List.copyOf(checks);
            suspects = List.copyOf(suspects);
        }
    }

    /**
     * What came out of one test run of a search.
     *
     * @param failing whose checks failed, of those that were asked for
     * @param combined whether the combined tests failed
     * @param isMerged whether what was to be tested merges; otherwise nothing was
     * @param reason how they ended, for people; empty where nothing failed
     * @param output what they printed last, where somebody may be told of it
     */
    record Probed(List<FeatureId> failing, boolean combined, boolean isMerged, String reason, String output) {

        /** Copies the list. */
        public Probed {
            failing = List.copyOf(failing);
        }
    }

    /**
     * The intent to land; journalled before the compare-and-swap is tried.
     *
     * @param candidate what is landed
     * @param tries how often the target had moved meanwhile
     */
    record Landing(Candidate candidate, int tries) implements RunPhase {}

    /**
     * A continuous run in which something could not be integrated: nothing begins and nothing lands any more, and the agents
     * that still work are waited for.
     *
     * @param reasons why, at least one
     * @param landing the candidate of which it is unknown whether it landed
     */
    record Draining(List<String> reasons, Optional<Candidate> landing) implements RunPhase {

        /** Copies the list. */
        public Draining {
            reasons = List.copyOf(reasons);
        }

        /**
         * With no landing under way.
         *
         * @param reasons why, at least one
         */
        public Draining(List<String> reasons) {
            this(reasons, Optional.empty());
        }
    }

    /** Everything has landed. */
    record Done() implements RunPhase {}

    /**
     * The run ended before everything had landed; the same command goes on.
     *
     * @param reasons why, at least one
     * @param landing the candidate of which it is unknown whether it landed; the next try finds out
     */
    record Stopped(List<String> reasons, Optional<Candidate> landing) implements RunPhase {

        /** Copies the list. */
        public Stopped {
            reasons = List.copyOf(reasons);
        }

        /**
         * With no landing under way.
         *
         * @param reasons why, at least one
         */
        public Stopped(List<String> reasons) {
            this(reasons, Optional.empty());
        }
    }
}
