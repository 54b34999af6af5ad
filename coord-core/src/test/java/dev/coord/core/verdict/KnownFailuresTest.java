package dev.coord.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KnownFailuresTest {

    private static final KnownFailures KNOWN = new KnownFailures(set("C.a", "D.b"), extent(2, "C", "D"));

    private static SortedSet<String> set(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private static Extent extent(int status, String... suites) {
        return new Extent(status, set(suites));
    }

    private static TestResult red(Extent extent, SortedSet<String> failing) {
        return new TestResult(Verdict.RED, "exit status", "", "", failing, Duration.ZERO, false, extent);
    }

    @Test
    void coversWhatFailsInTheSameOrLess() {
        assertThat(KNOWN.cover(red(extent(2, "C", "D"), set("C.a", "D.b")))).isTrue();
        assertThat(KNOWN.cover(red(extent(1, "C", "D", "E"), set("D.b")))).isTrue();
    }

    @Test
    void coversNothingElse() {
        TestResult other = red(extent(2, "C", "D"), set("C.a", "C.c"));

        assertThat(KNOWN.cover(other)).isFalse();
        assertThat(KNOWN.others(other)).containsExactly("C.c");
        assertThat(KNOWN.cover(red(extent(2, "C", "D"), set()))).isFalse();
    }

    @Test
    void coversNoTestsThatCrashed() {
        assertThat(KNOWN.cover(red(extent(134, "C", "D"), set("C.a")))).isFalse();
    }

    @Test
    void coversNoTestsOfWhichASuiteToldNothing() {
        TestResult silent = red(extent(1, "C"), set("C.a"));

        assertThat(KNOWN.cover(silent)).isFalse();
        assertThat(KNOWN.missing(silent)).containsExactly("D");
    }

    @Test
    void suitesThatAreTooManyToBeToldAreNotMissing() {
        assertThat(KNOWN.cover(red(extent(2), set("C.a")))).isTrue();
        assertThat(KNOWN.missing(red(extent(2), set("C.a")))).isEmpty();
    }

    @Test
    void ofAStoreThatDoesNotSayHowFarTheyCameOnlyNamesCount() {
        assertThat(new KnownFailures(set("C.a"), Extent.UNKNOWN).cover(red(extent(134, "C"), set("C.a"))))
                .isTrue();
    }

    @Property
    void whatIsCoveredIsNoMoreAndNoShorterThanWhatIsKnown(
            @ForAll @Size(max = 3) Set<@CharRange(from = 'a', to = 'c') Character> known,
            @ForAll @Size(max = 3) Set<@CharRange(from = 'a', to = 'c') Character> failing,
            @ForAll @IntRange(min = 1, max = 3) int before,
            @ForAll @IntRange(min = 1, max = 3) int after) {
        KnownFailures failures = new KnownFailures(names(known), new Extent(before, names(known)));

        boolean isCovered = failures.cover(red(new Extent(after, names(failing)), names(failing)));

        assertThat(isCovered).isEqualTo(!failing.isEmpty() && failing.equals(known) && after <= before);
    }

    private static SortedSet<String> names(Set<Character> characters) {
        SortedSet<String> names = new TreeSet<>();
        characters.forEach(one -> names.add(one.toString()));
        return names;
    }
}
