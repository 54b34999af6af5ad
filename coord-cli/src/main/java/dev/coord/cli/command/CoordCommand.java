package dev.coord.cli.command;

import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.Unwritten;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have in common. */
@Command(
        sortOptions = false,
        descriptionHeading = "%n",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%nExample:%n")
public abstract class CoordCommand implements Callable<Integer> {

    @Mixin
    protected DirectoryOptions directory = new DirectoryOptions();

    @Option(
            names = "--json",
            description = "Print one JSON document on standard output; everything else goes to standard error.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    private final Shell shell;

    protected CoordCommand(Shell shell) {
        this.shell = shell;
    }

    protected abstract ExitCode carryOut() throws InterruptedException;

    /** How it ends if another process keeps the coordination directory to itself for too long. */
    public ExitCode whenBusy() {
        return ExitCode.FAILED;
    }

    /** How long its answer may take to arrive; any time where nobody else waits for what it tells of, as a pager reads. */
    protected Optional<Duration> answerTime() {
        return Optional.empty();
    }

    /** From now on the answer may take that long. */
    public final void limitAnswer() {
        answerTime()
                .ifPresent(time -> shell.limit()
                        .within(time, () -> say("coord: waiting: nobody reads the answer on standard output yet")));
    }

    @Override
    public final Integer call() throws InterruptedException {
        return status(carryOut());
    }

    /** The status that the process ends with; another one only where that of another program is passed on. */
    protected int status(ExitCode code) {
        return code.number();
    }

    protected final Shell shell() {
        return shell;
    }

    /** It was asked for ahead of the command. */
    public final void askForJson() {
        json = true;
    }

    public final boolean json() {
        return json || jsonLines();
    }

    /** Whether each JSON document goes on one line, for whoever reads them as they come. */
    protected boolean jsonLines() {
        return false;
    }

    /** Prints a JSON document, on as many lines as were asked for. */
    public final void json(Answer document) {
        shell.out().json(jsonLines() ? document.line() + "\n" : document.document());
    }

    /**
     * Gives the answer in the form that was asked for.
     *
     * @throws Unwritten if it could not be written
     */
    protected final void answer(Supplier<Answer> document, Supplier<Page> text) {
        limitAnswer();
        if (json()) {
            json(document.get());
            shell.out().deliver();
        } else {
            print(text.get());
        }
    }

    /** Gives an answer that is written while it is made. */
    protected final void document(Consumer<Writer> document) {
        shell.out().json(document);
        shell.out().deliver();
    }

    protected final void print(Page answer) {
        shell.out().print(answer);
        shell.out().deliver();
    }

    /** As {@link #answer}, for a change that stays: where the answer could not be written, that is said beside it. */
    protected final void changed(String what, Supplier<Answer> document, Supplier<Page> text) {
        try {
            answer(document, text);
        } catch (Unwritten e) {
            say("coord: " + what + "; only the answer could not be written");
            throw e;
        }
    }

    /**
     * As {@link #answer}, for a grant, which nobody knows of who does not get the answer.
     *
     * @param known what makes the grant last, once the answer was written
     * @param back gives it back, and says so
     * @throws InterruptedException if the process is to end; then it was given back as well
     */
    protected final void granted(Supplier<Answer> document, Supplier<Page> text, Runnable known, Supplier<String> back)
            throws InterruptedException {
        try {
            requireNoInterrupt();
            answer(document, text);
            known.run();
            requireNoInterrupt();
        } catch (InterruptedException | Unwritten e) {
            var unused = Thread.interrupted(); // it ends what is done to give it back
            say("coord: " + back.get());
            throw e;
        }
    }

    /** Before it says what it has seen: who is interrupted has not seen everything. */
    protected static void requireNoInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Says something that is not the answer. */
    protected final void say(String message) {
        shell.err().say(message);
    }
}
