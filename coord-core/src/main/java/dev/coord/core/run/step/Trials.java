package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.merge.Trial;
import dev.coord.merge.Trial.Check;
import dev.coord.run.RunPhase;
import java.util.List;

/** What is tested, as far as the phase of a run says it. */
final class Trials {

    private Trials() {}

    /** A merged wave before it lands. */
    static Trial of(RunContext context, RunPhase.Testing testing) {
        return Trial.of(testing.candidate(), checks(context, testing.checks()));
    }

    /** What the feature file says by now; nothing of a feature that has no check any more. */
    static List<Check> checks(RunContext context, List<FeatureId> features) {
        return features.stream()
                .flatMap(id -> context.declared(id).check().stream().map(command -> new Check(id, command)))
                .toList();
    }
}
