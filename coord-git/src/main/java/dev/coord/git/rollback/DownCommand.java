package dev.coord.git.rollback;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.LogFile;
import dev.coord.core.process.ProcessFamily;
import dev.coord.git.setup.LoggedCommand;
import dev.coord.schema.SchemaRollback;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Undoes migrations by a command of the user's. Names and paths reach it by its environment alone. */
public final class DownCommand implements SchemaRollback {

    private static final Pattern ERROR = Pattern.compile("\\b(?:error|fatal|exception)\\b", Pattern.CASE_INSENSITIVE);

    private final LoggedCommand command;
    private final Path workTree;
    private final Path home;
    private final Path log;

    /**
     * Binds the command.
     *
     * @param command for {@code /bin/sh}
     * @param longest how long one migration may take
     * @param workTree where it runs
     * @param home the coordination directory
     */
    public DownCommand(String command, Duration longest, Path workTree, Path home) {
        this.command = new LoggedCommand(command, longest);
        this.workTree = workTree;
        this.home = home;
        this.log = home.resolve("rollbacks").resolve("migrate-down.log");
    }

    @Override
    public Optional<String> undo(Undoing undoing) throws InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("COORD_MIGRATION", undoing.step().name());
        environment.put("COORD_MIGRATIONS_DIR", undoing.directory().toString());
        environment.put("COORD_AGAIN", undoing.again() ? "1" : "");
        environment.put("COORD_DOWN_FILE", undoing.down().map(Path::toString).orElse(""));
        ProcessFamily family = new ProcessFamily(ProcessFamily.markerAt("migrate-down", home));
        family.end(Optional.empty()); // a call that was killed may have left one at work
        try {
            LogFile output = LogFile.append(home, log, "undo " + undoing.step().name());
            LoggedCommand.Ended ended = command.run(workTree, family, environment, output);
            return ended.failure()
                    .map(failure -> (undoing.down().isEmpty() ? "it has no down file (COORD_DOWN_FILE is empty): " : "")
                            + failure
                            + cause(ended.output()).map(line -> ": " + line).orElse("")
                            + "; all it printed is in '" + log + "'");
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot run the command that undoes '" + undoing.step().name() + "': " + e.getMessage(), e);
        }
    }

    /** The first line that speaks of an error, since hints and traces come behind it; otherwise the last one. */
    static Optional<String> cause(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> ERROR.matcher(line).find())
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1)));
    }
}
