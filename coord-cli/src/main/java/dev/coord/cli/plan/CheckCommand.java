package dev.coord.cli.plan;

import dev.coord.FeatureId;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.Undescribed;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.plan.IndependenceAnswer;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Independence;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coord check}. */
@Command(
        name = "check",
        header = "Tell whether two features can run at the same time, and why.",
        description = {
            "Answers with one of: parallel; parallel after other features; serialize, because of conflicts; ordered, because"
                    + " one waits for the other. The four criteria of the specification are listed with their evidence."
                    + " Writes nothing.",
            "",
            "--json prints {\"features\", \"verdict\", \"criteria\"} and what the verdict rests on."
        },
        exitCodeList = {"0:the verdict was printed, whatever it is", "2:bad input or options, or an unknown feature"},
        footer = "  coord check features.json P2_user_profile P3_posts")
public final class CheckCommand extends CoordCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    @Parameters(index = "1", paramLabel = "A", description = "One feature.")
    private String first = "";

    @Parameters(index = "2", paramLabel = "B", description = "The other feature.")
    private String second = "";

    public CheckCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        FeatureSet set = features.declared(directory, shell()).features();
        FeatureId one = new FeatureId(first);
        FeatureId other = new FeatureId(second);
        Independence answer = Coordinator.check(set, one, other);
        Undescribed.warning(List.of(set.get(one), set.get(other))).ifPresent(text -> say("coord: " + text));
        answer(() -> IndependenceAnswer.of(answer), () -> VerdictText.of(answer, shell().paint()));
        return ExitCode.DONE;
    }
}
