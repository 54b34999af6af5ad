package dev.coord.bench.culprit;

import dev.coord.FeatureId;
import dev.coord.core.culprit.CulpritSearch;
import dev.coord.core.culprit.Probe;
import dev.coord.core.culprit.Probe.Purpose;
import dev.coord.core.culprit.RedWave;
import dev.coord.core.culprit.SearchStep;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Plays coord's search to its end. */
final class Searched {

    private final Map<Purpose, Integer> runs = new EnumMap<>(Purpose.class);
    private final SearchStep end;

    Searched(BrokenWave wave, boolean hasHint) {
        this(wave.order(), hasHint ? List.of(wave.hint()) : List.of(), probe -> wave.isRed(probe.features()));
        runs.merge(Purpose.SEARCH, 1, Integer::sum); // the one that showed the wave red
    }

    Searched(List<FeatureId> order, List<FeatureId> suspects, Predicate<Probe> isRed) {
        CulpritSearch search = CulpritSearch.of(new RedWave(order, suspects));
        while (search.step() instanceof SearchStep.Run run) {
            runs.merge(run.probe().purpose(), 1, Integer::sum);
            search = search.after(isRed.test(run.probe()));
        }
        end = search.step();
    }

    int runs(Purpose purpose) {
        return runs.getOrDefault(purpose, 0);
    }

    int culprits() {
        return end instanceof SearchStep.Found found
                ? found.culprits().size()
                : ((SearchStep.Unsettled) end).culprits().size();
    }
}
