package dev.coord.cli;

import dev.coord.cli.shell.Shell;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.command.ErrorAnswer;
import dev.coord.core.graph.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words that no command understands. */
final class BadOptions implements IParameterExceptionHandler {

    private static final int MOST_MISTAKES = 2;

    private static final String JSON = "--json";

    private static final String LINES = "--json=lines";

    private final Shell shell;

    BadOptions(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException bad, String[] args) {
        CommandLine command = bad.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = bad instanceof MissingParameterException
                ? unknownOption(args, command).orElseGet(() -> inWords(bad))
                : inWords(bad);
        shell.err().say("coord: " + message + "; see '" + name + " --help'");
        answer(message, args, shell);
        return ExitCode.BAD_INPUT.number();
    }

    /** An empty value, as of an empty variable, which the parser takes for no option at all. */
    static Optional<String> emptyJson(String[] args) {
        List<String> words = Arrays.asList(args);
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        return words.subList(0, end).contains(JSON + "=")
                ? Optional.of("the value of --json= is empty; write --json, or --json=lines where a command has that")
                : Optional.empty();
    }

    /** As JSON where the words ask for that, though nobody has understood them. */
    static void answer(String message, String[] args, Shell shell) {
        List<String> words = Arrays.asList(args);
        Answer refused = ErrorAnswer.of(ExitCode.BAD_INPUT, message, List.of());
        if (words.contains(LINES)) {
            shell.out().json(refused.line() + "\n");
        } else if (words.stream().anyMatch(word -> word.equals(JSON) || word.startsWith(JSON + "="))) {
            shell.out().json(refused.document());
        }
    }

    /** With what was probably meant; otherwise with all that could have been. */
    private static String unknownOption(String word, CommandLine command) {
        String typed = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> known = command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        List<String> meant = known.stream()
                .filter(name -> name.startsWith(typed) || Nearest.distance(name, typed) <= MOST_MISTAKES)
                .toList();
        return "unknown option '" + word + "'; "
                + (meant.isEmpty()
                        ? "the options of this command are " + String.join(", ", known)
                        : "did you mean " + String.join(" or ", meant) + "?");
    }

    /** What was mistyped, and not what is missing for that. */
    private static Optional<String> unknownOption(String[] args, CommandLine command) {
        Map<String, OptionSpec> known = command.getCommandSpec().optionsMap();
        boolean isValue = false;
        for (String word : args) {
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            if (word.equals("--")) {
                return Optional.empty();
            } else if (!isValue && name.startsWith("--") && !known.containsKey(name)) {
                return Optional.of(unknownOption(word, command));
            }
            isValue = !isValue
                    && known.containsKey(word)
                    && known.get(word).arity().max() > 0;
        }
        return Optional.empty();
    }

    private static String unknownVerb(String word, CommandLine command) {
        List<String> meant = command.getSubcommands().keySet().stream()
                .filter(name -> Nearest.distance(name, word) <= MOST_MISTAKES)
                .toList();
        return "there is no command '" + word + "'"
                + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
    }

    /** The parser speaks of types of Java and of the index of a word. */
    private static String inWords(ParameterException bad) {
        String said = String.valueOf(bad.getMessage());
        if (bad instanceof UnmatchedArgumentException unknown && unknown.isUnknownOption()) {
            return unknownOption(unknown.getUnmatched().get(0), bad.getCommandLine());
        }
        if (bad instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean isVerb = bad.getCommandLine().getSubcommands().isEmpty();
            return isVerb ? "'" + word + "' is a word too many" : unknownVerb(word, bad.getCommandLine());
        }
        return said.replaceAll(" is not an? (?:int|long)\\z", " is not a whole number, or is out of bounds")
                .replaceAll(
                        "Invalid value for option '(--\\w+)': .* is not a boolean\\z",
                        bad.getCommandLine().getCommandSpec().findOption(LINES) == null
                                ? "$1 takes no value"
                                : "$1 takes no value but 'lines'")
                .replaceAll(
                        "(?s)(?:Error: )?expected only one match but got \\[(--\\w+)[^|]*\\| (--\\w+).*",
                        "of $1 and $2 one may be given, and that once")
                .replace("Error: ", "")
                .replace("are mutually exclusive (specify only one)", "exclude each other; give one of them");
    }
}
