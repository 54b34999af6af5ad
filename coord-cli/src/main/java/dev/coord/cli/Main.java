package dev.coord.cli;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.directory.JqCommand;
import dev.coord.cli.lock.LockTop;
import dev.coord.cli.shell.AnswerStream;
import dev.coord.cli.shell.MessageStream;
import dev.coord.cli.shell.Output;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.shell.Unwritten;
import dev.coord.cli.text.Lines;
import dev.coord.cli.text.Paint;
import dev.coord.cli.word.Repeated;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.command.VersionAnswer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TraceLevel;

/** The entry point of the coord command. */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args the words after {@code coord}
     */
    public static void main(String[] args) {
        AnswerStream answers = new AnswerStream(new FileOutputStream(FileDescriptor.out));
        MessageStream messages = new MessageStream(new FileOutputStream(FileDescriptor.err));
        Output out = Output.to(answers);
        Output err = Output.to(messages);
        System.setErr(err.log());
        Paint paint = Paint.of(System.getenv(), Ansi.AUTO.enabled());
        Interruption interruption = Interruption.ofThisThread(args, err);
        Shell shell = new Shell(out, err, System.getenv(), paint, answers::within);
        int status;
        try {
            status = run(args, shell);
        } catch (OutOfMemoryError | StackOverflowError e) {
            err.say(
                    "coord: there is not enough memory for this; give Java more with JAVA_TOOL_OPTIONS=-Xmx2g, or split the"
                            + " work");
            status = ExitCode.FAILED.number();
        }
        messages.finish();
        interruption.ended(status);
        System.exit(status);
    }

    /**
     * Runs the command within this process.
     *
     * @param args the words after {@code coord}
     * @param shell where it was called from
     * @return the exit code
     */
    static int run(String[] args, Shell shell) {
        Optional<String> unreadable = Unreadable.in(args, shell.environment()).or(() -> BadOptions.emptyJson(args));
        if (unreadable.isPresent()) {
            shell.err().say("coord: " + unreadable.get());
            BadOptions.answer(unreadable.get(), args, shell);
            return ExitCode.BAD_INPUT.number();
        }
        CommandLine line = new CommandLine(new CoordTop());
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
        boolean isLock = args.length > 0 && args[0].equals("lock");
        List<String> verbs = isLock ? List.of() : meant(args, 0, CoordTop.VERBS);
        for (String name : verbs) {
            CoordCommand verb = CoordTop.verb(name, shell);
            line.addSubcommand(
                    name, new CommandLine(verb).setUnmatchedOptionsArePositionalParams(verb instanceof JqCommand));
        }
        if (verbs.size() != 1) {
            CommandLine lock = new CommandLine(new LockTop());
            (isLock ? meant(args, 1, LockTop.VERBS) : LockTop.VERBS)
                    .forEach(name -> lock.addSubcommand(name, LockTop.verb(name, shell)));
            lock.addSubcommand("help", new CommandLine(new HelpTop()));
            line.addSubcommand("lock", lock);
            line.addSubcommand("help", new CommandLine(new HelpTop()));
        }
        int status = settled(line)
                .setColorScheme(Help.defaultColorScheme(shell.paint() == Paint.PLAIN ? Ansi.OFF : Ansi.ON))
                .setExecutionStrategy(words -> carriedOut(words, shell))
                .setOut(shell.out().help())
                .setErr(shell.err().hints())
                .setParameterExceptionHandler(new BadOptions(shell))
                .setExecutionExceptionHandler(new Failures(shell))
                .execute(args);
        try {
            shell.out().deliver(); // help, too
            return status;
        } catch (Unwritten e) {
            return status == ExitCode.DONE.number() ? new Failures(shell).tell(e) : status;
        }
    }

    /** The one that a word names; all of them where it names none, for the help and for whoever mistyped. */
    private static List<String> meant(String[] args, int word, List<String> verbs) {
        return args.length > word && verbs.contains(args[word]) ? List.of(args[word]) : verbs;
    }

    private static int carriedOut(ParseResult words, Shell shell) {
        if (!(words.commandSpec().userObject() instanceof CoordTop top && top.json())) {
            return Repeated.refused().execute(words);
        }
        if (words.isVersionHelpRequested()) {
            shell.out().json(VersionAnswer.of(OwnCommand.packaged()).document());
            return ExitCode.DONE.number();
        }
        ParseResult last = words;
        while (last.subcommand() != null) {
            last = last.subcommand();
        }
        if (last.commandSpec().userObject() instanceof CoordCommand verb) {
            verb.askForJson();
        } else if (last != words) {
            String name = last.commandSpec().qualifiedName();
            throw new ParameterException(last.commandSpec().commandLine(), "'" + name + "' prints no JSON");
        }
        return Repeated.refused().execute(words);
    }

    /** Words are taken as they are: none is read from a file, and none loses its quotes. */
    static CommandLine settled(CommandLine line) {
        CommandLine.tracer().setLevel(TraceLevel.OFF); // it would warn of every repeated option, in words of its own
        return line.setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setOverwrittenOptionsAllowed(true)
                .setUsageHelpWidth(Lines.WIDEST);
    }
}
