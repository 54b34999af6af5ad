package dev.coord.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words that no command understands. */
final class BadOptions implements IParameterExceptionHandler {

    private final Shell shell;

    BadOptions(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException bad, String[] args) {
        CommandLine command = bad.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(bad.getMessage());
        shell.err().say("coord: " + message + "; see '" + name + " --help'");
        UnmatchedArgumentException.printSuggestions(bad, command.getErr());
        if (Arrays.asList(args).contains("--json")) {
            shell.out().json(ErrorJson.of(ExitCode.BAD_INPUT, message, List.of()));
        }
        return ExitCode.BAD_INPUT.number();
    }
}
