package dev.coord.cli.plan;

import dev.coord.cli.word.OverlapConverter;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.run.RunSettings;
import picocli.CommandLine.Option;

/** For whom, and under which policy, a command plans. */
final class PlanOptions {

    @Option(
            names = "--agents",
            paramLabel = "N",
            description = "For how many agents; ${DEFAULT-VALUE} unless said otherwise. The waves do not depend on it.")
    private int agents = RunSettings.DEFAULT_AGENTS;

    @Option(
            names = "--overlap",
            paramLabel = "POLICY",
            converter = OverlapConverter.class,
            description = {
                "What to do with unordered features that write the same file: 'serialize' them, as the specification does,"
                        + " or be 'optimistic': let them run together and leave it to the merge. Default: serialize."
            })
    private OverlapPolicy overlap = OverlapPolicy.SERIALIZE;

    int agents() {
        return agents;
    }

    OverlapPolicy overlap() {
        return overlap;
    }
}
