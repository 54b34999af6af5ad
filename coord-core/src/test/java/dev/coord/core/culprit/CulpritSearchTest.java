package dev.coord.core.culprit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.FeatureId;
import dev.coord.core.culprit.Probe.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a search costs over many waves, and how it takes tests that contradict themselves. */
class CulpritSearchTest {

    private static final int SIZE = 20;
    private static final int WAVES = 2000;

    @Test
    void oneCulpritTakesAtMostSixAndAHalfRuns() {
        assertThat(mean(random -> List.of(some(random, 1)), false, Purpose.SEARCH))
                .isLessThan(6.5);
        assertThat(mean(random -> List.of(some(random, 1)), false, Purpose.CONFIRMATION))
                .isEqualTo(4);
    }

    @Test
    void aHintThatIsMostlyRightHalvesThat() {
        assertThat(mean(random -> List.of(some(random, 1)), true, Purpose.SEARCH))
                .isLessThan(3.6);
    }

    @Test
    void twoCulpritsTakeAtMostElevenRuns() {
        assertThat(mean(random -> some(random, 2).stream().map(Set::of).toList(), false, Purpose.SEARCH))
                .isLessThan(11);
    }

    @Test
    void aPairThatClashesTakesNoMoreThanOneCulprit() {
        assertThat(mean(random -> List.of(some(random, 2)), false, Purpose.SEARCH))
                .isLessThan(6.5);
        assertThat(mean(random -> List.of(some(random, 2)), false, Purpose.PARTNER))
                .isLessThan(7);
    }

    @Test
    void aTestThatFailsOnceInTenRunsSendsNearlyNobodyBack() {
        Random random = new Random(20);
        int innocents = 0;
        for (int wave = 0; wave < 10_000; wave++) {
            if (random.nextInt(10) == 0) { // otherwise it is green at once
                SearchStep end = Played.of(Played.wave(SIZE, List.of()), probe -> random.nextInt(10) == 0)
                        .end();
                innocents += end instanceof SearchStep.Found found
                        ? found.culprits().size()
                        : ((SearchStep.Unsettled) end).culprits().size();
            }
        }
        assertThat(innocents).isLessThanOrEqualTo(3);
    }

    @Test
    void testsThatContradictThemselvesTwiceBlameNobody() {
        Predicate<Probe> isRed = probe -> probe.purpose() != Purpose.CONFIRMATION;

        Played played = Played.of(Played.wave(4, List.of()), isRed);

        assertThat(played.end()).isEqualTo(new SearchStep.Unsettled(List.of(), Played.features(4)));
        assertThat(played.probes().subList(5, played.probes().size()))
                .as("the second search believes no earlier verdict")
                .allMatch(Probe::isFresh);
    }

    @Test
    void aWaveThatIsGreenOnceMoreLandsAsItIs() {
        List<Boolean> verdicts = new ArrayList<>(List.of(true, true, false)); // f0 is red, and then it is not
        Played played = Played.of(Played.wave(4, List.of()), probe -> !verdicts.isEmpty() && verdicts.remove(0));

        assertThat(played.end()).isEqualTo(new SearchStep.Found(List.of(), Played.features(4), true));
    }

    @Test
    void asksNothingWhenItIsOver() {
        CulpritSearch search = CulpritSearch.of(Played.wave(1, List.of()));
        for (boolean isRed : new boolean[] {true, true, true, false}) {
            search = search.after(isRed);
        }
        CulpritSearch over = search;

        assertThat(over.step()).isInstanceOf(SearchStep.Found.class);
        assertThatThrownBy(() -> over.after(true)).isInstanceOf(IllegalStateException.class);
    }

    private interface Breaking {
        List<Set<FeatureId>> in(Random random);
    }

    /** The run that showed the wave red is one of them. */
    private static double mean(Breaking breaking, boolean hasHint, Purpose purpose) {
        Random random = new Random(4);
        int runs = 0;
        for (int wave = 0; wave < WAVES; wave++) {
            List<Set<FeatureId>> sets = breaking.in(random);
            List<FeatureId> hints = !hasHint
                    ? List.of()
                    : List.of(
                            random.nextInt(10) < 7
                                    ? sets.get(0).iterator().next()
                                    : Played.feature(random.nextInt(SIZE)));
            Played played = Played.of(Played.wave(SIZE, hints), Played.breaks(sets));
            assertThat(played.found().culprits()).hasSize(sets.size());
            runs += played.runs(purpose) + (purpose == Purpose.SEARCH ? 1 : 0);
        }
        return runs / (double) WAVES;
    }

    private static Set<FeatureId> some(Random random, int count) {
        List<FeatureId> all = new ArrayList<>(Played.features(SIZE));
        Collections.shuffle(all, random);
        return Set.copyOf(all.subList(0, count));
    }
}
