package dev.coord.cli.plan;

import dev.coord.FeatureId;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.shell.Shell;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.plan.ExplanationAnswer;
import dev.coord.plan.Explanation;
import dev.coord.plan.FeatureSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coord why}. */
@Command(
        name = "why",
        abbreviateSynopsis = true, // in full it would break a line within the name of the file
        header = "Tell why a feature stands in its wave, and what would let it run earlier.",
        description = {
            "Names the prerequisite or the conflict that keeps the feature out of the wave before, the chain that leads"
                    + " there from wave 0, and what would have to change. Writes nothing.",
            "",
            "--json prints {\"feature\", \"wave\", \"causes\", \"chain\", \"wave_by_dependencies_alone\"}."
        },
        exitCodeList = {"0:the answer was printed", "2:bad input or options, or an unknown feature"},
        footer = "  coord why features.json P3_posts")
public final class WhyCommand extends CoordCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Parameters(index = "1", paramLabel = "FEATURE", description = "Which feature.")
    private String feature = "";

    @Mixin
    private PlanOptions options = new PlanOptions();

    public WhyCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        FeatureSet set = features.declared(directory, shell()).features();
        Explanation answer =
                Coordinator.plan(set, options.agents(), options.overlap()).explain(new FeatureId(feature));
        answer(() -> ExplanationAnswer.of(answer), () -> WhyText.of(answer, shell().paint()));
        return ExitCode.DONE;
    }
}
