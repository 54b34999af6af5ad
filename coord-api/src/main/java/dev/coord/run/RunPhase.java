package dev.coord.run;

import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
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
     * The current wave is merged, and the combined tests run on it. In a continuous run other features go on meanwhile.
     *
     * @param candidate what is tested
     * @param tries how often the target had moved meanwhile
     */
    record Testing(Candidate candidate, int tries) implements Merged {}

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
