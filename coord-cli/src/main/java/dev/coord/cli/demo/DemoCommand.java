package dev.coord.cli.demo;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.command.DirectoryOptions;
import dev.coord.cli.home.StoreOpener;
import dev.coord.cli.run.Progress;
import dev.coord.cli.shell.EndingSignal;
import dev.coord.cli.shell.OwnCommand;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Page;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.spi.FailureText;
import dev.coord.git.GitRun;
import dev.coord.store.CoordinationStore;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Command;

/** {@code coord demo}. */
@Command(
        name = "demo",
        header = "Show a whole run on a small web project made for it.",
        description = {
            "Makes a git repository with a small TypeScript project in a temporary directory and does what 'coord run' does"
                    + " with eight features. Two change one table, and are made one after the other. Two write one file at the same time"
                    + " (--overlap optimistic): what does not merge goes back to its agent. One changes what a function answers that"
                    + " another one begins to call: the tests find it, and the caller goes back. The agents are shell scripts that write"
                    + " real files. Somebody outside the run holds a file for two seconds, so that one agent has to wait. Takes about"
                    + " 20 seconds; the directory stays for you to look around in.",
            "",
            "--json prints {\"directory\", \"exit_code\", \"agent_seconds\", \"wall_seconds\", \"serialized_conflicts\","
                    + " \"refused_locks\", \"sent_back\","
                    + " \"culprits\"}; everything else goes to standard error."
        },
        exitCodeList = {"0:all eight features have landed", "1:they have not; the message says why"},
        footer = "  coord demo")
public final class DemoCommand extends CoordCommand {

    private final ToIntBiFunction<String[], Shell> coord;

    /**
     * A demo that calls other commands.
     *
     * @param coord calls one within this process, by its words, and gives its exit code
     */
    public DemoCommand(Shell shell, ToIntBiFunction<String[], Shell> coord) {
        super(shell);
        this.coord = coord;
    }

    @Override
    protected ExitCode carryOut() throws InterruptedException {
        DemoProject project = DemoProject.create();
        Shell stage = stage();
        title(stage, "A web project with eight features to make: " + project.directory());
        coord(
                stage,
                List.of(
                        "plan",
                        project.features().toString(),
                        "--agents",
                        "3",
                        "--overlap",
                        "optimistic",
                        "--repo",
                        project.repository().toString()));

        title(stage, "The run");
        Path home = GitRun.defaultDirectory(project.repository());
        Outsider outsider = new Outsider(project.repository(), home, new Progress(stage.out(), stage.paint()));
        FutureTask<Integer> refused = new FutureTask<>(outsider);
        Thread thread = new Thread(refused, "coord-outsider");
        thread.start();
        Instant begun = Instant.now();
        int status = coord(stage, project.run());
        Duration wall = Duration.between(begun, Instant.now());
        if (status != ExitCode.DONE.number()) {
            refused.cancel(true);
            thread.join(); // it ends its own command
            return ended(status);
        }

        title(stage, "The conflict log");
        coord(stage, List.of("conflicts", "--repo", project.repository().toString()));
        title(stage, "What has landed");
        show(stage, project, "log", "--graph", "--oneline");
        DemoSummary summary = DemoSummary.of(project, snapshot(home), wall, refusals(refused));
        answer(summary::json, () -> summary.text(shell().paint()));
        return ExitCode.DONE;
    }

    /** A run that a signal ended has cleared up and said so; the demo ends by it as well. */
    private static ExitCode ended(int status) throws InterruptedException {
        if (EndingSignal.received().isPresent()) {
            throw new InterruptedException();
        }
        return status == ExitCode.UNREAD.number() ? ExitCode.UNREAD : ExitCode.FAILED;
    }

    /** Where the commands of the demo are called from: nothing of the caller's says where their state lies. */
    private Shell stage() {
        Map<String, String> environment = new HashMap<>(shell().environment());
        environment.remove(DirectoryOptions.VARIABLE);
        return new Shell(json() ? shell().err() : shell().out(), shell().err(), environment, shell().paint());
    }

    private int coord(Shell stage, List<String> words) {
        typed(stage, OwnCommand.typed(words));
        return coord.applyAsInt(words.toArray(String[]::new), stage);
    }

    private static void show(Shell stage, DemoProject project, String... words) throws InterruptedException {
        try {
            List<String> command =
                    new ArrayList<>(List.of("git", "-C", project.repository().toString()));
            command.addAll(List.of(words));
            typed(stage, OwnCommand.inShell(command));
            stage.out().print(Page.document(project.git(words)));
        } catch (IOException e) {
            throw new RepositoryFailed("cannot show what has landed: " + FailureText.of(e), e);
        }
    }

    private static Snapshot snapshot(Path home) {
        try (CoordinationStore store = StoreOpener.open(home)) {
            return store.read();
        }
    }

    private static int refusals(FutureTask<Integer> outsider) throws InterruptedException {
        try {
            return outsider.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the outsider of the demo failed", e.getCause());
        }
    }

    private static void title(Shell stage, String title) {
        stage.out()
                .print(new Page()
                        .line()
                        .line(stage.paint().strong("== " + title))
                        .line());
    }

    private static void typed(Shell stage, String line) {
        stage.out().print(Page.of(stage.paint().faint("$ " + line)));
        stage.out().flush();
    }
}
