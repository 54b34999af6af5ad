package dev.coord.cli.word;

import java.util.HashSet;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Options that are given more than once. Scripts put options that they always want before those of a caller: one that says
 * the same twice is understood, one with two values is refused, for nobody knows which was meant.
 */
public final class Repeated {

    private Repeated() {}

    /** Runs the last command of the line, unless one of its options has two values. */
    public static IExecutionStrategy refused() {
        return words -> {
            for (ParseResult each = words; each != null; each = each.subcommand()) {
                CommandLine line = each.commandSpec().commandLine();
                for (OptionSpec option : each.matchedOptions()) {
                    if (!option.isMultiValue() && new HashSet<>(option.originalStringValues()).size() > 1) {
                        throw refused(line, option.longestName());
                    }
                }
            }
            return new RunLast().execute(words);
        };
    }

    public static ParameterException refused(CommandLine line, String name) {
        return new ParameterException(line, name + " is given twice, with different values; give it once");
    }
}
