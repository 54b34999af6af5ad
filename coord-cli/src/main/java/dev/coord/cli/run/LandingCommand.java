package dev.coord.cli.run;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.home.NotUndone;
import dev.coord.cli.shell.Shell;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.run.event.RunNotice;
import dev.coord.git.GitRepository;
import dev.coord.git.RunHandle;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** A command that lands features and tells of it as it goes. */
abstract class LandingCommand extends CoordCommand {

    @Option(
            names = EventLines.OPTION,
            description =
                    "Print what happens as it happens, a JSON object on each line, the last of which is what --json prints.")
    private boolean lines;

    protected LandingCommand(Shell shell) {
        super(shell);
    }

    @Override
    protected final boolean jsonLines() {
        return lines;
    }

    /** Tells what taking work back has left to do. */
    protected final void tellNotUndone(Path home) {
        NotUndone.in(directory.repository(), home, why -> say("coord: " + why))
                .forEach(left -> say("coord: " + left.message()));
    }

    /** Tells what happens until the end, and of that. */
    protected final ExitCode await(RunHandle handle, LandingOptions landing, GitRepository repository)
            throws InterruptedException {
        handle.onEvent(observer());
        RunAttempt attempt = handle.await();
        ExitCode code = report(attempt);
        if (attempt instanceof RunAttempt.Ended ended) {
            landing.told(repository, ended.record().settings().target()).forEach(text -> say("coord: " + text));
        }
        return code == ExitCode.CONFLICT ? code : behind(handle.behind(), code);
    }

    /** Whoever is told what happens. */
    final Consumer<RunNotice> observer() {
        return jsonLines()
                ? new EventLines(shell().out(), InstantSource.system())
                : new Progress(json() ? shell().err() : shell().out(), shell().paint());
    }

    /** What has landed has landed, but whoever works in a checkout that is behind must know. */
    private ExitCode behind(List<String> behind, ExitCode code) {
        behind.forEach(text -> say("coord: " + text));
        return behind.isEmpty() || code != ExitCode.DONE ? code : ExitCode.FAILED;
    }

    private ExitCode report(RunAttempt attempt) {
        changed(
                RunReport.inShort(attempt),
                () -> RunAnswer.of(attempt, ProcessLife::isAlive),
                () -> RunReport.text(attempt, shell().paint()));
        ExitCode code = ExitCode.of(attempt);
        if (code == ExitCode.CONFLICT) {
            say("coord: " + attempt.message());
        }
        return code;
    }
}
