package dev.coord.core.run.scheduling;

import dev.coord.FeatureId;
import dev.coord.run.RunRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What will not land in this start of a run: features that have failed, and those that need one of them, or what nobody brings in this
 * start. Nothing else waits for it.
 */
public final class LeftOut {

    private LeftOut() {}

    /** Whether the feature has failed by itself. */
    public static boolean hasFailed(RunRecord run, FeatureId id) {
        return Phases.isFailing(Progress.phaseOf(run, id));
    }

    /**
     * All of it, in the order that the run has.
     *
     * @param prerequisites which features each one directly waits for, where there are any
     */
    public static List<FeatureId> of(RunRecord run, Map<FeatureId, List<FeatureId>> prerequisites) {
        List<FeatureId> ahead = Progress.ahead(run);
        Set<FeatureId> left = new HashSet<>(ahead);
        Set<FeatureId> out = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (FeatureId id : ahead) {
                boolean isOut = hasFailed(run, id)
                        || prerequisites.getOrDefault(id, List.of()).stream().anyMatch(out::contains)
                        || Awaited.of(run, id).stream()
                                .anyMatch(by -> by.stream().noneMatch(left::contains));
                grows |= isOut && left.remove(id) && out.add(id);
            }
        }
        return ahead.stream().filter(out::contains).toList();
    }

    /** The run with all of it behind everything else, so that the waves before land without it. */
    public static RunRecord behind(RunRecord run, Map<FeatureId, List<FeatureId>> prerequisites) {
        List<FeatureId> out = of(run, prerequisites);
        return out.isEmpty() ? run : WaveOrder.last(run, out);
    }
}
