package dev.coord.cli.word;

import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The word behind an option is its value, whatever it looks like: {@code --reason --json} gives the reason {@code --json}. */
@SuppressWarnings("JdkObsolete") // a stack is what the parser of command lines hands over
public class Word implements IParameterConsumer {

    @Override
    public final void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        CommandLine line = command.commandLine();
        String name = ((OptionSpec) option).longestName();
        if (words.isEmpty()) {
            throw new MissingParameterException(line, option, name + " needs a value: " + option.paramLabel());
        }
        take(words, option, name, line);
    }

    protected void take(Stack<String> words, ArgSpec option, String name, CommandLine line) {
        Object value = value(words.pop(), name, line);
        Object earlier = option.getValue();
        if (earlier != option.initialValue() && !value.equals(earlier)) {
            throw Repeated.refused(line, name);
        }
        option.setValue(value);
    }

    /** What the word means. */
    protected Object value(String word, String name, CommandLine line) {
        return word;
    }
}
