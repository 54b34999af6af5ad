package dev.coord.merge;

/** What became of the combined tests of a candidate. The target branch is as it was. Specification 6.1. */
public sealed interface TestOutcome {

    /**
     * The tests passed, or there are none.
     *
     * @param output what they printed, the end of it where it is long; empty where there are none
     */
    record Passed(String output) implements TestOutcome {}

    /**
     * The tests did not pass.
     *
     * @param result how they ended, such as {@code exit status 1}
     * @param output what they printed, the end of it where it is long
     */
    record Failed(String result, String output) implements TestOutcome {}
}
