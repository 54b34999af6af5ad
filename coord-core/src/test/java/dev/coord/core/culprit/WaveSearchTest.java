package dev.coord.core.culprit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.culprit.WaveSearch.Answer;
import dev.coord.core.culprit.WaveSearch.Named;
import dev.coord.core.culprit.WaveSearch.Question;
import dev.coord.core.culprit.WaveSearch.Step;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is found out about a red wave. */
class WaveSearchTest {

    private static final Answer GREEN = new Answer(false, List.of(), true);
    private static final Answer RED = new Answer(true, List.of(), true);

    private static Question question(int size, boolean asksBase, List<FeatureId> structured, int targets) {
        return new Question(
                Played.wave(size, List.of()), true, List.of(), asksBase, structured, targets, new TreeMap<>());
    }

    private static WaveSearch played(WaveSearch begun, Function<Step, Answer> answer) {
        WaveSearch search = begun;
        while (search.step() instanceof Step.TryBase
                || search.step() instanceof Step.TryPart
                || search.step() instanceof Step.TryEarlier) {
            search = search.after(answer.apply(search.step()));
            assertThat(search.runs()).isLessThan(1_000);
        }
        return search;
    }

    /** Red where the feature is in it, on the base and from one earlier target on. */
    private static Function<Step, Answer> breaking(FeatureId culprit, int from) {
        return step -> {
            if (step instanceof Step.TryPart part) {
                return part.probe().features().contains(culprit) ? RED : GREEN;
            }
            return step instanceof Step.TryEarlier earlier && earlier.target() >= from ? RED : GREEN;
        };
    }

    @Example
    void nobodyIsBlamedWhereTheBaseIsRed() {
        WaveSearch search = played(WaveSearch.of(question(3, true, List.of(), 0)), step -> RED);

        assertThat(search.step()).isEqualTo(new Step.BaseIsRed());
        assertThat(search.runs()).isOne();
    }

    @Example
    void aCheckThatIsRedOnTheBaseBlocksNobody() {
        FeatureId landed = new FeatureId("landed");
        Question question =
                new Question(Played.wave(3, List.of()), false, List.of(landed), true, List.of(), 0, new TreeMap<>());

        WaveSearch search = played(WaveSearch.of(question), step -> new Answer(false, List.of(landed), true));

        assertThat(search.step()).isEqualTo(new Step.NothingNew());
        assertThat(search.knownBefore()).containsExactly(landed);
    }

    @Example
    void aCheckThatIsRedOnTheBaseIsNotCountedInTheSearch() {
        FeatureId landed = new FeatureId("landed");
        FeatureId other = new FeatureId("other");
        Question question = new Question(
                Played.wave(4, List.of()), false, List.of(landed, other), true, List.of(), 0, new TreeMap<>());

        WaveSearch search = played(
                WaveSearch.of(question),
                step -> step instanceof Step.TryPart part
                                && part.probe().features().contains(Played.feature(1))
                        ? new Answer(false, List.of(landed, other), true)
                        : new Answer(false, List.of(landed), true));

        assertThat(((Step.Over) search.step()).culprits())
                .extracting(Named::culprit)
                .containsExactly(new Culprit(Played.feature(1), List.of()));
    }

    @Example
    void whatWasMergedByItsMeaningIsDoubtedFirst() {
        List<FeatureId> structured = List.of(Played.feature(1), Played.feature(2));

        WaveSearch search = played(WaveSearch.of(question(3, false, structured, 0)), breaking(Played.feature(2), 0));

        assertThat(search.step()).isEqualTo(new Step.WronglyMerged(structured));
        assertThat(search.runs()).isOne();
    }

    @Example
    void whoeverIsRedWithoutThemIsLookedForAmongAll() {
        WaveSearch search = played(
                WaveSearch.of(question(3, false, List.of(Played.feature(1)), 0)), breaking(Played.feature(2), 0));

        assertThat(((Step.Over) search.step()).culprits())
                .extracting(Named::culprit)
                .containsExactly(new Culprit(Played.feature(2), List.of()));
    }

    @Property(tries = 200)
    void theLandingThatItFailsWithIsFound(
            @ForAll @IntRange(min = 1, max = 40) int targets, @ForAll @IntRange(min = 0, max = 40) int from) {
        int first = Math.min(from, targets);

        WaveSearch search =
                played(WaveSearch.of(question(4, false, List.of(), targets)), breaking(Played.feature(3), first));

        Step.Over over = (Step.Over) search.step();
        assertThat(over.isGreen()).isTrue();
        assertThat(over.culprits())
                .extracting(Named::landing)
                .containsExactly(first == 0 ? Optional.empty() : Optional.of(first - 1));
        assertThat(search.runs())
                .isEqualTo(over.culprits().get(0).runs() + 0)
                .isLessThanOrEqualTo(WaveSearch.mostRuns(question(4, false, List.of(), targets)));
    }

    @Example
    void targetsWithoutWhatAFeatureNeedsAreNotTried() {
        TreeMap<FeatureId, Integer> since = new TreeMap<>();
        since.put(Played.feature(0), 3);
        Question question = new Question(Played.wave(1, List.of()), true, List.of(), false, List.of(), 5, since);

        WaveSearch search = played(WaveSearch.of(question), step -> {
            if (step instanceof Step.TryEarlier earlier) {
                assertThat(earlier.target()).isBetween(3, 4);
            }
            return breaking(Played.feature(0), 5).apply(step);
        });

        assertThat(((Step.Over) search.step()).culprits())
                .extracting(Named::landing)
                .containsExactly(Optional.of(4));
    }

    @Example
    void whatDoesNotMergeWithAnEarlierTargetIsTold() {
        WaveSearch search = played(
                WaveSearch.of(question(2, false, List.of(), 3)),
                step -> step instanceof Step.TryEarlier
                        ? new Answer(false, List.of(), false)
                        : breaking(Played.feature(1), 0).apply(step));

        assertThat(((Step.Over) search.step()).culprits())
                .singleElement()
                .satisfies(named -> assertThat(named.isApart()).isTrue());
    }

    @Example
    void eachCulpritIsToldWithItsOwnRuns() {
        WaveSearch search = played(WaveSearch.of(question(8, false, List.of(), 0)), step -> {
            List<FeatureId> tried = ((Step.TryPart) step).probe().features();
            return tried.contains(Played.feature(2)) || tried.contains(Played.feature(6)) ? RED : GREEN;
        });

        List<Named> culprits = ((Step.Over) search.step()).culprits();
        assertThat(culprits)
                .extracting(named -> named.culprit().feature())
                .containsExactly(Played.feature(2), Played.feature(6));
        assertThat(culprits).allSatisfy(named -> assertThat(named.runs()).isBetween(5, 10));
    }
}
