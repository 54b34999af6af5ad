package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.run.step.RunContext;
import dev.coord.plan.Wave;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan without what is not to be made. */
final class RemainingWaves {

    private RemainingWaves() {}

    static List<Wave> of(RunContext context, RunStart start, OpenWork open, Optional<RunRecord> old) {
        List<Wave> left = new ArrayList<>();
        int later = old.map(record -> laterThan(context, start, record)).orElse(0);
        for (Wave wave : start.plan().waves()) {
            List<FeatureId> features =
                    wave.features().stream().filter(open::contains).toList();
            if (!features.isEmpty()) {
                left.add(new Wave(wave.number() + later, features, wave.prerequisites()));
            }
        }
        return left;
    }

    /** Waves that are numbered as they come go on from those of the earlier try, as their refs do. */
    private static int laterThan(RunContext context, RunStart start, RunRecord old) {
        boolean planned = Stream.of(old.settings(), start.settings())
                .allMatch(settings -> context.scheduling(settings.schedule()).keepsPlannedWaves());
        return planned
                ? 0
                : old.waves().stream()
                                .limit(old.wave() + 1L)
                                .mapToInt(Wave::number)
                                .max()
                                .orElse(-1)
                        + 1;
    }
}
