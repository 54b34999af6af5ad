package dev.coord.cli;

import java.io.Writer;
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
abstract class CoordCommand implements Callable<Integer> {

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

    CoordCommand(Shell shell) {
        this.shell = shell;
    }

    abstract ExitCode carryOut() throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        return carryOut().number();
    }

    final Shell shell() {
        return shell;
    }

    final boolean json() {
        return json;
    }

    /** Gives the answer in the form that was asked for. */
    final void answer(Supplier<String> document, Supplier<Page> text) {
        if (json) {
            shell.out().json(document.get());
            shell.out().flush();
        } else {
            print(text.get());
        }
    }

    /** Gives an answer that is written while it is made. */
    final void document(Consumer<Writer> document) {
        shell.out().json(document);
        shell.out().flush();
    }

    final void print(Page answer) {
        shell.out().print(answer);
        shell.out().flush();
    }

    /** Says something that is not the answer. */
    final void say(String message) {
        shell.err().say(message);
    }
}
