package dev.coord.cli.feature;

import dev.coord.cli.command.FeatureFileParameter;
import dev.coord.cli.command.StoreCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Words;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.state.LifecycleAnswers;
import dev.coord.plan.FeatureSet;
import dev.coord.state.Command.StoreFeatures;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coord init}. */
@Command(
        name = "init",
        header = "Store a feature set, so that 'coord start' knows its prerequisites.",
        description = {
            "Replaces an earlier feature set; features under way keep their status. 'coord run' does this by itself.",
            "",
            "--json prints {\"result\": \"stored\", \"features\", \"directory\"}."
        },
        exitCodeList = {
            "0:the feature set was stored",
            "1:the coordination directory could not be read or written",
            "2:bad input or options; nothing was changed"
        },
        footer = "  coord init features.json")
public final class InitCommand extends StoreCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    private FeatureSet set = FeatureSet.of(List.of());

    public InitCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected void prepare() throws InterruptedException {
        set = features.read(directory, shell());
    }

    @Override
    protected ExitCode carryOut(Coordinator coordinator, Path home) {
        coordinator.apply(new StoreFeatures(set));
        int count = set.features().size();
        changed(
                "the features are stored",
                () -> LifecycleAnswers.stored(count, home.toString()),
                () -> Page.of("stored " + Words.count(count, "feature") + " in " + home));
        return ExitCode.DONE;
    }
}
