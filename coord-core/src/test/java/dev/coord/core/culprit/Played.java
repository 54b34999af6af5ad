package dev.coord.core.culprit;

import dev.coord.FeatureId;
import dev.coord.core.culprit.Probe.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A search that is played to its end. */
record Played(SearchStep end, Map<Purpose, Integer> runs, List<Probe> probes) {

    static Played of(RedWave wave, Predicate<Probe> isRed) {
        Map<Purpose, Integer> runs = new EnumMap<>(Purpose.class);
        List<Probe> probes = new ArrayList<>();
        CulpritSearch search = CulpritSearch.of(wave);
        while (search.step() instanceof SearchStep.Run run) {
            runs.merge(run.probe().purpose(), 1, Integer::sum);
            probes.add(run.probe());
            if (probes.size() > 10_000) {
                throw new AssertionError("no end: " + probes.subList(0, 50));
            }
            search = search.after(isRed.test(run.probe()));
        }
        return new Played(search.step(), runs, probes);
    }

    /** Red where one of those sets is in it. */
    static Predicate<Probe> breaks(List<Set<FeatureId>> sets) {
        return probe -> sets.stream().anyMatch(probe.features()::containsAll);
    }

    static RedWave wave(int size, List<FeatureId> suspects) {
        return new RedWave(features(size), suspects);
    }

    static List<FeatureId> features(int size) {
        return IntStream.range(0, size).mapToObj(Played::feature).toList();
    }

    static FeatureId feature(int number) {
        return new FeatureId("f" + number);
    }

    SearchStep.Found found() {
        return (SearchStep.Found) end;
    }

    int runs(Purpose purpose) {
        return runs.getOrDefault(purpose, 0);
    }
}
