package dev.coord.core.verdict;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of tests that failed, and of the suites that were told of. What is not whole is nothing: a verdict that is compared by names would take tests that are not
 * among them for green ones. Immutable.
 *
 * @param names one line each; nothing where tests cannot be told apart
 * @param suites one line each; nothing where there are none, or too many
 */
public record FailedTests(SortedSet<String> names, SortedSet<String> suites) {

    /** Tests that cannot be told apart. */
    public static final FailedTests UNKNOWN = new FailedTests(new TreeSet<>(), new TreeSet<>());

    private static final int MOST = 1_000;
    private static final int LONGEST = 500;

    /** Takes up to 1,000 of up to 500 characters; with more of either, tests cannot be told apart. */
    public FailedTests {
        names = bounded(names);
        suites = bounded(suites);
    }

    private static SortedSet<String> bounded(SortedSet<String> names) {
        TreeSet<String> lines = new TreeSet<>();
        names.forEach(name -> lines.add(line(name)));
        boolean isTooMuch = lines.size() > MOST || lines.stream().anyMatch(name -> name.length() > LONGEST);
        return Collections.unmodifiableSortedSet(isTooMuch ? new TreeSet<>() : lines);
    }

    private static String line(String name) {
        return name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
