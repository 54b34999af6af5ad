package dev.coord.cli;

import dev.coord.core.Coordinator;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.LifecycleAnswers;
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
final class InitCommand extends StoreCommand {

    @Mixin
    private FeatureFileParameter features = new FeatureFileParameter();

    private FeatureSet set = FeatureSet.of(List.of());

    InitCommand(Shell shell) {
        super(shell);
    }

    @Override
    void prepare() throws InterruptedException {
        set = features.read(directory, shell());
    }

    @Override
    ExitCode carryOut(Coordinator coordinator, Path home) {
        coordinator.apply(new StoreFeatures(set));
        int count = set.features().size();
        changed(
                "the features are stored",
                () -> LifecycleAnswers.stored(count, home.toString()),
                () -> Page.of("stored " + Words.count(count, "feature") + " in " + home));
        return ExitCode.DONE;
    }
}
