package dev.coord.cli.run;

import dev.coord.cli.command.Word;
import dev.coord.git.GitIntegration;
import dev.coord.git.GitRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;

/** What makes a work tree a working copy. */
final class SetUpOptions {

    @Option(
            names = "--carry",
            parameterConsumer = Each.class,
            paramLabel = "PATTERN",
            description =
                    "Copies files that git ignores, such as '.env', from the work tree you are in into each new one and into"
                            + " that of the tests: a file, a directory ('config/') or a glob ('**/*.local'); may be given more than once."
                            + " They never land. What git does not ignore is refused; what it tracks comes as it was committed.")
    private List<String> carried = new ArrayList<>();

    @Option(
            names = "--setup",
            parameterConsumer = Word.class,
            paramLabel = "COMMAND",
            description =
                    "Runs once in each new work tree before its agent, and in that of the tests, such as 'npm ci'. It may make only"
                            + " what git ignores. What it leaves running is ended and told. Its output goes to runs/<run>/setup/<feature>.log and"
                            + " runs/<run>/integration/setup-<wave>.log in the coordination directory. Default: none.")
    private @Nullable String setup;

    /** Says it to a run. */
    void tell(GitRun run) {
        run.carry(carried.toArray(String[]::new));
        Optional.ofNullable(setup).ifPresent(run::setUp);
    }

    /** Says it to an integration. */
    void tell(GitIntegration integration) {
        integration.carry(carried.toArray(String[]::new));
        Optional.ofNullable(setup).ifPresent(integration::setUp);
    }

    /** One word each time the option is given. */
    @SuppressWarnings("JdkObsolete") // a stack is what the parser of command lines hands over
    static final class Each extends Word {

        @Override
        protected void take(Stack<String> words, ArgSpec option, String name, CommandLine line) {
            List<String> all = new ArrayList<>(option.<List<String>>getValue());
            all.add(words.pop());
            option.setValue(all);
        }
    }
}
