package dev.coord.cli.command;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.word.Word;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Who acts, for what and under which lease: a word of the command, or a variable that whoever started the agent has set. Never
 * asked where a command is about others: of {@code run --agent}, of filters, of {@code release} and {@code break}.
 */
public final class Acting {

    /** The variable that names the agent. */
    public static final String AGENT = "COORD_AGENT";

    /** The variable that names the feature. */
    public static final String FEATURE = "COORD_FEATURE";

    /** The variable that names the lease. */
    public static final String LEASE = "COORD_LEASE";

    @Option(
            names = "--agent",
            parameterConsumer = Word.class,
            paramLabel = "ID",
            description = "Who you are. Default: $" + AGENT + ".")
    private @Nullable String agent;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * Who acts.
     *
     * @throws ParameterException if neither the command nor the variable says so
     */
    public AgentId agent(Shell shell) {
        return new AgentId(word(agent, AGENT, "--agent ID", shell, Objects.requireNonNull(command)));
    }

    /**
     * For what.
     *
     * @param given a word of the command
     * @param asked how the command asks for it
     * @throws ParameterException if neither the command nor the variable says so
     */
    public FeatureId feature(@Nullable String given, String asked, Shell shell) {
        return new FeatureId(word(given, FEATURE, asked, shell, Objects.requireNonNull(command)));
    }

    /** A word of the command; the variable where it was not given. */
    public static String word(@Nullable String given, String variable, String asked, Shell shell, CommandSpec command) {
        return given != null
                ? given
                : shell.variable(variable)
                        .orElseThrow(() -> new ParameterException(
                                command.commandLine(),
                                "'" + asked + "' is missing; give it, or set the variable " + variable));
    }
}
