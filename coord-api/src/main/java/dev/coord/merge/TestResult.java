package dev.coord.merge;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How tests ended. Immutable. Specification 6.1.
 *
 * @param verdict whether they passed
 * @param result how they ended, such as {@code exit status 1}
 * @param log the file that has their whole output; empty where they passed, or nothing has it
 * @param output what they printed, the end of it where it is long
 * @param failing the names of the tests that failed; nothing where they cannot be told apart, or none failed
 * @param took how long they ran; of remembered ones, when they did
 * @param isRemembered whether they did not run, since their verdict on an equal tree is known
 * @param extent how far they came
 */
public record TestResult(
        Verdict verdict,
        String result,
        String log,
        String output,
        SortedSet<String> failing,
        Duration took,
        boolean isRemembered,
        Extent extent) {

    /** Copies the set. */
    public TestResult {
        failing = Collections.unmodifiableSortedSet(new TreeSet<>(failing));
    }

    /**
     * Tests of which no file has the output.
     *
     * @param verdict whether they passed
     * @param result how they ended
     * @param output what they printed
     * @param failing the names of the tests that failed
     * @param took how long they ran
     * @param isRemembered whether they did not run
     */
    public TestResult(
            Verdict verdict,
            String result,
            String output,
            SortedSet<String> failing,
            Duration took,
            boolean isRemembered) {
        this(verdict, result, "", output, failing, took, isRemembered, Extent.UNKNOWN);
    }

    /**
     * Tests that passed.
     *
     * @param output what they printed
     * @return the result
     */
    public static TestResult green(String output) {
        return new TestResult(Verdict.GREEN, "exit status 0", output, new TreeSet<>(), Duration.ZERO, false);
    }

    /**
     * Tests that did not pass, and cannot be told apart.
     *
     * @param result how they ended
     * @param output what they printed
     * @return the result
     */
    public static TestResult red(String result, String output) {
        return new TestResult(Verdict.RED, result, output, new TreeSet<>(), Duration.ZERO, false);
    }

    /**
     * How far tests came that failed: what a crash falls short of. Immutable.
     *
     * @param status the exit status, 128 and more where a signal ended them; 0 where it is not known
     * @param suites the names of the suites that reports tell of; nothing where there are no reports, or they name none
     */
    public record Extent(int status, SortedSet<String> suites) {

        /** Nothing is known of it. */
        public static final Extent UNKNOWN = new Extent(0, new TreeSet<>());

        /** Copies the set. */
        public Extent {
            suites = Collections.unmodifiableSortedSet(new TreeSet<>(suites));
        }
    }

    /**
     * Whether they passed.
     *
     * @return true if so
     */
    public boolean isGreen() {
        return verdict == Verdict.GREEN;
    }

    /** Whether tests passed. */
    public enum Verdict {
        /** They passed. */
        GREEN,
        /** They failed. */
        RED,
        /** They did not end in their time, and were ended. */
        OVERDUE
    }
}
