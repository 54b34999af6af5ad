package dev.coord.cli;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.StoreBusy;
import dev.coord.Problem;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.shell.EndingSignal;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.Unwritten;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.command.ErrorAnswer;
import dev.coord.core.spi.FailureText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says once what went wrong, without a stack trace. */
final class Failures implements IExecutionExceptionHandler {

    /** With this variable set, the stack trace is printed as well. */
    static final String TRACE = "COORD_TRACE";

    private final Shell shell;

    Failures(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult words) {
        Optional<EndingSignal> signal = EndingSignal.received();
        if (failure instanceof Unwritten unwritten && signal.isEmpty()) {
            return tell(unwritten);
        }
        ExitCode code = failure instanceof StoreBusy && command.getCommand() instanceof CoordCommand verb
                ? verb.whenBusy()
                : ExitCode.of(failure);
        int status = signal.map(EndingSignal::status).orElse(code.number());
        String message = signal.map(EndingSignal::message).orElseGet(() -> messageOf(failure));
        List<Problem> problems = signal.isEmpty() && failure instanceof BadInput bad ? bad.problems() : List.of();
        if (problems.isEmpty()) {
            shell.err().say("coord: " + message);
        } else {
            problems.forEach(problem -> shell.err().print(Page.of(problem)));
        }
        if (shell.variable(TRACE).isPresent()) {
            shell.err().say(trace(failure));
        }
        if (command.getCommand() instanceof CoordCommand verb && verb.json()) {
            verb.limitAnswer();
            verb.json(ErrorAnswer.of(status, message, problems));
        }
        return status;
    }

    /** A reader that stops early is no failure worth a word. */
    int tell(Unwritten unwritten) {
        if (!unwritten.isUnread()) {
            shell.err().say("coord: " + unwritten.getMessage());
        }
        return unwritten.code().number();
    }

    private static String trace(Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static String messageOf(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        if (failure instanceof CoordinationException) {
            return String.valueOf(failure.getMessage());
        }
        return "this should not have happened: " + FailureText.of(failure) + "; run it again with " + TRACE
                + "=1 and report what it prints";
    }
}
