package dev.coord.cli;

import dev.coord.core.Coordinator;
import dev.coord.core.json.PlanJson;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import dev.coord.run.RunSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coord plan}. */
@Command(
        name = "plan",
        header = "Show how features can be worked off: conflicts, waves and who does what.",
        description = {
            "Finds every pair of features that contends for a file, a table or a shared resource, and puts the features"
                    + " into waves: the features of one wave can run at the same time. Writes nothing.",
            "",
            "--json prints {\"waves\", \"assignments\", \"conflicts\"} with the field names of the specification."
        },
        exitCodeList = {"0:the plan was printed", "2:bad input or options; every problem is named with its place"},
        footer = "  coord plan features.json --agents 3")
final class PlanCommand extends CoordCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Option(
            names = "--agents",
            paramLabel = "N",
            description = "For how many agents; ${DEFAULT-VALUE} unless said otherwise. The waves do not depend on it.")
    private int agents = RunSettings.DEFAULT_AGENTS;

    PlanCommand(Shell shell) {
        super(shell);
    }

    @Override
    ExitCode carryOut() {
        FeatureSet set = features.read(directory, shell());
        Plan plan = Coordinator.plan(set, agents);
        answer(() -> PlanJson.toJson(plan), () -> PlanText.of(plan, shell().paint()));
        return ExitCode.DONE;
    }
}
