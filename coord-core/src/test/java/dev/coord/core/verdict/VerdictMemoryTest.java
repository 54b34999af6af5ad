package dev.coord.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.merge.Trial.Memory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class VerdictMemoryTest {

    private static TestResult ended(Verdict verdict, String... failing) {
        return new TestResult(
                verdict,
                "exit status 1",
                "",
                "out\n",
                new TreeSet<>(Set.of(failing)),
                Duration.ofMillis(42),
                false,
                new Extent(1, new TreeSet<>(Set.of("shop.CartTest", "shop.\u00fc"))));
    }

    private static final TestResult GREEN = ended(Verdict.GREEN);
    private static final TestResult RED = ended(Verdict.RED, "shop.CartTest.adds", "shop.CartTest.tells \u00fc");
    private static final TestResult OVERDUE = ended(Verdict.OVERDUE);

    @Test
    void greenIsUsedAgainAndRedOnlyWhereAllIs() {
        VerdictMemory memory = VerdictMemory.EMPTY.with("g", GREEN).with("r", RED);

        assertThat(memory.recall("g", Memory.GREEN)).isPresent();
        assertThat(memory.recall("r", Memory.GREEN)).isEmpty();
        assertThat(memory.recall("r", Memory.ALL)).hasValueSatisfying(known -> {
            assertThat(known.verdict()).isEqualTo(Verdict.RED);
            assertThat(known.failing()).isEqualTo(RED.failing());
            assertThat(known.extent()).isEqualTo(RED.extent());
            assertThat(known.took()).isEqualTo(RED.took());
            assertThat(known.isRemembered()).isTrue();
        });
        assertThat(memory.recall("g", Memory.NONE)).isEmpty();
        assertThat(memory.recall("other", Memory.ALL)).isEmpty();
    }

    @Test
    void testsThatDidNotEndAreNotKeptAndSayNothingOfWhatIs() {
        VerdictMemory memory = VerdictMemory.EMPTY.with("g", GREEN);

        assertThat(memory.with("o", OVERDUE)).isSameAs(memory);
        assertThat(memory.with("g", OVERDUE)).isSameAs(memory);
    }

    @Test
    void testsThatSaidOneThingAndTheOtherAreNeverKeptAgain() {
        VerdictMemory flaky = VerdictMemory.EMPTY.with("k", GREEN).with("k", RED);

        assertThat(flaky.recall("k", Memory.ALL)).isEmpty();
        assertThat(flaky.with("k", GREEN).with("k", GREEN).recall("k", Memory.ALL))
                .isEmpty();
        assertThat(VerdictMemory.read(flaky.text()).with("k", GREEN).recall("k", Memory.ALL))
                .isEmpty();
    }

    @Test
    void redByOtherTestsIsFlakyToo() {
        assertThat(VerdictMemory.EMPTY
                        .with("k", RED)
                        .with("k", ended(Verdict.RED, "another"))
                        .recall("k", Memory.ALL))
                .isEmpty();
    }

    @Test
    void namesThatAreTooManyToBeKeptWholeAreNotKept() {
        String[] names = new String[999];
        for (int i = 0; i < names.length; i++) {
            names[i] = "a test with a rather long name " + i;
        }

        assertThat(VerdictMemory.EMPTY.with("k", ended(Verdict.RED, names)).recall("k", Memory.ALL))
                .isEmpty();
    }

    @Test
    void longOutputIsKeptToItsEnd() {
        TestResult red = TestResult.red("exit status 1", "x\n".repeat(5_000) + "last\n");

        assertThat(VerdictMemory.EMPTY.with("k", red).recall("k", Memory.ALL))
                .hasValueSatisfying(known -> assertThat(known.output())
                        .startsWith("...\n")
                        .endsWith("last\n")
                        .hasSizeLessThan(2_100));
    }

    @Test
    void theOldestAreForgottenAndFlakyOnesLast() {
        StringBuilder lines = new StringBuilder(
                VerdictMemory.EMPTY.with("flaky", GREEN).with("flaky", RED).text());
        for (int i = 0; i < 10_000; i++) {
            lines.append(VerdictMemory.EMPTY.with("k" + i, TestResult.green("")).text());
        }

        VerdictMemory memory = VerdictMemory.read(lines.toString());

        assertThat(memory.text().lines()).hasSize(10_000);
        assertThat(memory.recall("k0", Memory.ALL)).isEmpty();
        assertThat(memory.recall("k9999", Memory.ALL)).isPresent();
        assertThat(memory.with("flaky", GREEN).recall("flaky", Memory.ALL)).isEmpty();
    }

    record Ended(String key, TestResult result) {}

    @Provide
    static Arbitrary<List<Ended>> runs() {
        Arbitrary<TestResult> results = Combinators.combine(
                        Arbitraries.of(Verdict.class), Arbitraries.strings(), Arbitraries.strings())
                .as((verdict, how, output) ->
                        new TestResult(verdict, how, output, new TreeSet<>(), Duration.ofMillis(7), false));
        return Combinators.combine(Arbitraries.of("a", "b", "c"), results)
                .as(Ended::new)
                .list()
                .ofMaxSize(8);
    }

    private static VerdictMemory of(List<Ended> runs) {
        VerdictMemory memory = VerdictMemory.EMPTY;
        for (Ended run : runs) {
            memory = memory.with(run.key(), run.result());
        }
        return memory;
    }

    @Property
    void whatIsRecalledIsWhatEveryRunSaid(@ForAll("runs") List<Ended> runs) {
        Map<String, Set<Verdict>> said = new HashMap<>();
        runs.stream()
                .filter(run -> run.result().verdict() != Verdict.OVERDUE)
                .forEach(run -> said.computeIfAbsent(run.key(), key -> new HashSet<>())
                        .add(run.result().verdict()));
        VerdictMemory memory = of(runs);

        for (String key : Set.of("a", "b", "c")) {
            Set<Verdict> verdicts = said.getOrDefault(key, Set.of());
            assertThat(memory.recall(key, Memory.ALL).map(TestResult::verdict).stream())
                    .containsExactlyElementsOf(verdicts.size() == 1 ? verdicts : Set.of());
        }
    }

    @Property
    void readsWhatItWrote(@ForAll("runs") List<Ended> runs) {
        VerdictMemory memory = of(runs);

        assertThat(VerdictMemory.read(memory.text()).text()).isEqualTo(memory.text());
    }

    @Property
    void aDamagedLineIsNoVerdict(@ForAll int place, @ForAll char other) {
        String whole = VerdictMemory.EMPTY.with("a", GREEN).with("b", RED).text();
        int at = Math.floorMod(place, whole.length());
        String damaged = whole.substring(0, at) + other + whole.substring(at + 1);

        VerdictMemory memory = VerdictMemory.read(damaged);

        assertThat(whole.lines().toList()).containsAll(memory.text().lines().toList());
    }

    @Property
    void readsAnyText(@ForAll String text) {
        assertThat(VerdictMemory.read(text).text()).isEmpty();
    }
}
