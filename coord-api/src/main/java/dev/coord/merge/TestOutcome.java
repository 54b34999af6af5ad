package dev.coord.merge;

import java.time.Duration;
import java.util.Optional;

/** What became of the combined tests of a candidate. The target branch is as it was. Specification 6.1. */
public sealed interface TestOutcome {

    /**
     * How long the tree that was tested took to set up.
     *
     * @return how long its set-up command ran; none if there is no such command
     */
    Optional<Duration> setUp();

    /**
     * The tests passed, or there are none.
     *
     * @param output what they printed, the end of it where it is long; empty where there are none, but a line that says
     *     so where they printed nothing
     * @param setUp how long the set-up command ran before them, if there is one
     */
    record Passed(String output, Optional<Duration> setUp) implements TestOutcome {

        /**
         * In a tree that was not set up.
         *
         * @param output what they printed
         */
        public Passed(String output) {
            this(output, Optional.empty());
        }
    }

    /**
     * The tests did not pass.
     *
     * @param result how they ended, such as {@code exit status 1}
     * @param output what they printed, the end of it where it is long
     * @param setUp how long the set-up command ran before them, if there is one
     */
    record Failed(String result, String output, Optional<Duration> setUp) implements TestOutcome {

        /**
         * In a tree that was not set up.
         *
         * @param result how they ended
         * @param output what they printed
         */
        public Failed(String result, String output) {
            this(result, output, Optional.empty());
        }
    }
}
