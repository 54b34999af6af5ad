package dev.coord.core.verdict;

import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the tests of a red target fail in. What is merged onto it may fail in that as well, if its tests come as far: tests that crash, or
 * do not end, fail in something that no report names. Immutable. Specification 6.1.
 *
 * @param names the tests that failed; nothing where they cannot be told apart, or the target is green
 * @param extent how far they came
 */
public record KnownFailures(SortedSet<String> names, Extent extent) {

    /** None are known. */
    public static final KnownFailures NONE = new KnownFailures(new TreeSet<>(), Extent.UNKNOWN);

    /** Copies the set. */
    public KnownFailures {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /**
     * Whether tests that did not pass failed in nothing else, and came as far.
     *
     * @param red how they ended
     * @return false too where they cannot be told apart
     */
    public boolean cover(TestResult red) {
        boolean isWorse = extent.status() > 0 && red.extent().status() > extent.status();
        return !red.failing().isEmpty()
                && names.containsAll(red.failing())
                && !isWorse
                && missing(red).isEmpty();
    }

    /**
     * Which tests failed that are not known to.
     *
     * @param red how they ended
     * @return their names
     */
    public List<String> others(TestResult red) {
        return red.failing().stream().filter(name -> !names.contains(name)).toList();
    }

    /**
     * Which suites were not told of that the target's tests told of.
     *
     * @param red how they ended
     * @return their names; none where it is not known of which suites they told, as of too many
     */
    public List<String> missing(TestResult red) {
        return extent.suites().stream()
                .filter(suite -> !red.extent().suites().isEmpty()
                        && !red.extent().suites().contains(suite))
                .toList();
    }
}
