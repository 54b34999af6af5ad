package dev.coord.core.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TapOutputTest {

    private static SortedSet<String> failed(String... lines) {
        return TapOutput.failed(String.join("\n", lines)).names();
    }

    private static SortedSet<String> ofSample(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TapOutputTest.class.getResourceAsStream(name))) {
            return TapOutput.failed(new String(in.readAllBytes(), UTF_8)).names();
        }
    }

    @Test
    @Timeout(20)
    void aLineOfBlanksTakesNoLongerThanOthers() {
        String blanks = " ".repeat(1 << 20);

        assertThat(failed("1..1", "not ok 1 - a" + blanks + "b" + blanks + "# time=1ms"))
                .as("names of such a length tell nothing apart")
                .isEmpty();
    }

    @Test
    void readsWhatNodePrints() throws IOException {
        assertThat(ofSample("node.tap")).containsExactly("cart > is empty at first", "subtracts \\# of items");
    }

    @Test
    void readsWhatProvePrints() throws IOException {
        assertThat(ofSample("prove.tap")).containsExactly("cart > is empty at first", "subtracts");
    }

    @Test
    void takesATestWithoutANumberOrWithoutAName() {
        assertThat(failed("1..4", "not ok lonely", "not ok - dashed", "not ok 3", "ok 4"))
                .containsExactly("dashed", "lonely", "test 3");
    }

    @Test
    void excusesWhatIsToBeDoneOrLeftOut() {
        assertThat(failed("TAP version 14", "not ok 1 - a # TODO soon", "not ok 2 - b #skip", "not ok 3 - c \\# todo"))
                .containsExactly("c \\# todo");
    }

    @Test
    void readsNothingFromOtherOutput() {
        assertThat(failed("not ok 1 - a", "ok 2 - b")).isEmpty();
    }

    @Test
    void cannotTellTestsApartWhereSomeDidNotRun() {
        assertThat(failed("1..3", "ok 1 - a", "not ok 2 - b")).isEmpty();
        assertThat(failed("1..2", "ok 1 - a", "not ok 2 - b", "Bail out! no database"))
                .isEmpty();
    }

    @Test
    void leavesOutWhatDescribesATest() {
        assertThat(failed("1..1", "not ok 1 - a", "  ---", "  got: |", "    not ok 9 - no test", "  ...", "# not ok"))
                .containsExactly("a");
    }

    @Test
    void leavesOutHowLongATestTook() {
        assertThat(failed("TAP version 13", "not ok 1 - a # time=12.5ms")).containsExactly("a");
    }

    @Test
    void tooManyThatFailCannotBeToldApart() {
        StringBuilder output = new StringBuilder("1..1001\n");
        for (int i = 1; i <= 1001; i++) {
            output.append("not ok ").append(i).append(" - test ").append(i).append('\n');
        }

        assertThat(TapOutput.failed(output.toString())).isEqualTo(FailedTests.UNKNOWN);
    }

    record Point(String name, boolean isOk) {}

    @Provide
    static Arbitrary<List<Point>> points() {
        Arbitrary<String> names =
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(8);
        return Combinators.combine(names.map(name -> "t " + name), Arbitraries.of(true, false))
                .as(Point::new)
                .list()
                .uniqueElements(Point::name)
                .ofMaxSize(8);
    }

    @Property
    void tellsExactlyWhatFailed(
            @ForAll("points") List<Point> points, @ForAll boolean planFirst, @ForAll boolean noise) {
        String plan = "1.." + points.size() + "\n";
        StringBuilder output = new StringBuilder(planFirst ? plan : "");
        SortedSet<String> expected = new TreeSet<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            output.append(point.isOk() ? "ok " : "not ok ")
                    .append(i + 1)
                    .append(" - ")
                    .append(point.name())
                    .append('\n')
                    .append(noise ? "# begun\nserver listens on 1..2 ports\n" : "");
            if (!point.isOk()) {
                expected.add(point.name());
            }
        }
        output.append(planFirst ? "" : plan);

        assertThat(TapOutput.failed(output.toString()).names()).isEqualTo(expected);
    }

    @Property
    void readsAnyText(@ForAll String text) {
        assertThat(TapOutput.failed("1..0\n" + text).names())
                .allSatisfy(name -> assertThat(name).doesNotContain("\n"));
    }
}
