package dev.coord.cli;

import dev.coord.core.answer.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coord help}: the same as {@code --help} behind a command. */
@Command(
        name = "help",
        header = "Show the help of a command.",
        descriptionHeading = "%n",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  coord help lock acquire")
final class HelpTop implements Callable<Integer> {

    @Parameters(index = "0..*", arity = "0..*", paramLabel = "COMMAND", description = "Which command. Default: all.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        CommandLine meant = own.parent().commandLine();
        for (String word : words) {
            CommandLine next = meant.getSubcommands().get(word);
            if (next == null) {
                throw new ParameterException(
                        own.commandLine(), "there is no command '" + String.join(" ", words) + "'");
            }
            meant = next;
        }
        meant.usage(meant.getOut(), meant.getColorScheme());
        return ExitCode.DONE.number();
    }
}
