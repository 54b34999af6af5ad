package dev.coord.core.culprit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever breaks a wave, alone or together, is found, and nobody else. */
class CulpritSearchProperties {

    /** A wave, and sets of its features that are red together. */
    record Broken(RedWave wave, List<Set<FeatureId>> sets) {

        boolean isRed(List<FeatureId> features) {
            return sets.stream().anyMatch(features::containsAll);
        }
    }

    @Property(tries = 300)
    void whatIsLeftIsGreenAndEveryCulpritBreaksSomething(@ForAll("broken") Broken broken) {
        Played played = Played.of(broken.wave(), Played.breaks(broken.sets()));

        SearchStep.Found found = played.found();
        assertThat(found.isFlaky()).isFalse();
        assertThat(broken.isRed(found.rest())).isFalse();
        Set<FeatureId> blamable = broken.sets().stream().flatMap(Set::stream).collect(Collectors.toSet());
        for (Culprit culprit : found.culprits()) {
            List<FeatureId> set = broken.wave()
                    .sorted(Stream.concat(culprit.with().stream(), Stream.of(culprit.feature()))
                            .toList());
            assertThat(broken.isRed(set)).as("%s", culprit).isTrue();
            assertThat(broken.isRed(without(set, culprit.feature())))
                    .as("%s", culprit)
                    .isFalse();
            assertThat(blamable).contains(culprit.feature());
        }
        int most = CulpritSearch.mostRuns(broken.wave().order().size())
                * found.culprits().size();
        assertThat(played.probes()).hasSizeLessThanOrEqualTo(most);
    }

    @Property(tries = 300)
    void whoeverIsGreenInEveryCompanyStaysIn(@ForAll("broken") Broken broken) {
        SearchStep.Found found =
                Played.of(broken.wave(), Played.breaks(broken.sets())).found();

        Set<FeatureId> gone = new TreeSet<>(broken.wave().order());
        gone.removeAll(found.rest());
        assertThat(gone)
                .containsExactlyInAnyOrderElementsOf(
                        found.culprits().stream().map(Culprit::feature).toList());
    }

    @Property(tries = 150)
    void theSetThatAPairIsNamedByHasNobodyInItThatIsNotNeeded(@ForAll("pairs") Broken broken) {
        SearchStep.Found found =
                Played.of(broken.wave(), Played.breaks(broken.sets())).found();

        assertThat(found.culprits()).hasSize(1);
        Culprit culprit = found.culprits().get(0);
        Set<FeatureId> set = new TreeSet<>(culprit.with());
        set.add(culprit.feature());
        assertThat(set).isEqualTo(broken.sets().get(0));
        assertThat(culprit.feature()).isEqualTo(broken.wave().last(List.copyOf(set)));
        assertThat(found.rest()).hasSize(broken.wave().order().size() - 1);
    }

    @Property(tries = 150)
    void nobodyIsSentBackThatWasNotRedThreeTimesAndGreenOnceAfterwards(
            @ForAll("broken") Broken broken, @ForAll long seed) {
        Random random = new Random(seed);
        Predicate<Probe> isRed =
                probe -> random.nextInt(4) == 0 ? random.nextBoolean() : broken.isRed(probe.features());
        List<Probe> probes = new ArrayList<>();
        List<Boolean> verdicts = new ArrayList<>();
        CulpritSearch search = CulpritSearch.of(broken.wave());
        while (search.step() instanceof SearchStep.Run run) {
            probes.add(run.probe());
            verdicts.add(isRed.test(run.probe()));
            search = search.after(verdicts.get(verdicts.size() - 1));
        }

        List<Culprit> culprits = search.step() instanceof SearchStep.Found found
                ? found.culprits()
                : ((SearchStep.Unsettled) search.step()).culprits();
        for (Culprit culprit : culprits) {
            List<FeatureId> set = broken.wave()
                    .sorted(Stream.concat(culprit.with().stream(), Stream.of(culprit.feature()))
                            .toList());
            Probe red = new Probe(set, Probe.Purpose.CONFIRMATION, true);
            Probe green = new Probe(without(set, culprit.feature()), Probe.Purpose.CONFIRMATION, true);
            assertThat(IntStream.range(3, probes.size())
                            .filter(at -> probes.get(at).equals(green) && !verdicts.get(at)))
                    .anyMatch(at -> probes.subList(at - 3, at).equals(List.of(red, red, red))
                            && verdicts.subList(at - 3, at).equals(List.of(true, true, true)));
        }
    }

    private static List<FeatureId> without(List<FeatureId> features, FeatureId out) {
        return features.stream().filter(id -> !id.equals(out)).toList();
    }

    @Provide
    Arbitrary<Broken> broken() {
        return Arbitraries.integers()
                .between(1, 24)
                .flatMap(size -> Combinators.combine(
                                sets(size, 1, 3).list().ofMinSize(1).ofMaxSize(4),
                                Arbitraries.subsetOf(Played.features(size)).map(List::copyOf))
                        .as((sets, suspects) -> new Broken(new RedWave(Played.features(size), suspects), sets)));
    }

    @Provide
    Arbitrary<Broken> pairs() {
        return Arbitraries.integers()
                .between(2, 24)
                .flatMap(size -> sets(size, 1, 2).map(set -> new Broken(Played.wave(size, List.of()), List.of(set))));
    }

    private static Arbitrary<Set<FeatureId>> sets(int size, int least, int most) {
        return Arbitraries.of(Played.features(size))
                .set()
                .ofMinSize(Math.min(least, size))
                .ofMaxSize(Math.min(most, size));
    }
}
