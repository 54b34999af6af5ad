package dev.coord.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.ProcessId;
import dev.coord.core.file.LogFile;
import dev.coord.core.file.PlainFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.json.state.FeatureJson;
import dev.coord.core.process.AwakeTime;
import dev.coord.core.process.ChildBuilder;
import dev.coord.core.process.NativeText;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.spi.FailureText;
import dev.coord.git.worktree.AttemptFamily;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs each agent as {@code /bin/sh -c COMMAND} in its workspace, with the feature as one line of JSON, or its task in
 * Markdown, on its standard input, {@code COORD_FEATURE}, {@code COORD_AGENT}, {@code COORD_DIR}, {@code COORD_LEASE}, {@code COORD_TOKEN}, {@code
 * COORD_BRANCH}, {@code COORD_RUN}, {@code COORD_TRY}, {@code COORD_ATTEMPT}, where it is called again {@code COORD_FEEDBACK_FILE}, where live work is looked at {@code COORD_RADAR_FILE}, and {@code COORD_TASK_FILE} in its environment, the file of its task in
 * Markdown, {@code runs/<run>/tasks/<feature>.md} in the coordination directory, and its output added to {@code
 * runs/<run>/<feature>.log}. What an agent leaves running in the background is ended with
 * it, and told: its descendants, every process with its {@code COORD_ATTEMPT} and, on Linux, every one below its work tree
 * that was started since and has lost its parent. Safe from many threads.
 */
public final class ProcessAgentRunner implements AgentRunner {

    /** Reads one line before it runs anything: a coordinator that dies before it wrote the line has started no agent. */
    static final String GATE = "IFS= read -r go && exec /bin/sh -c \"$1\"";

    private final String command;
    private final Path directory;
    private final Map<String, String> identity;
    private final Input input;
    private final String coordCommand;

    /** What an agent finds on its standard input. */
    public enum Input {
        /** Its task in Markdown, the text of {@code COORD_TASK_FILE}. */
        PROMPT,
        /** The feature as it is declared, one line of JSON. */
        JSON
    }

    /**
     * Binds the command, whose agents find JSON on their standard input; starts nothing.
     *
     * @param command what to run for each feature, for {@code /bin/sh}
     * @param directory the coordination directory
     * @param repository the repository worked on; agents that commit themselves get its identity
     * @throws BadInput if the command is blank
     */
    public ProcessAgentRunner(String command, Path directory, GitRepository repository) {
        this(command, directory, repository, Input.JSON, "coord");
    }

    /**
     * Binds the command; starts nothing.
     *
     * @param command what to run for each feature, for {@code /bin/sh}
     * @param directory the coordination directory
     * @param repository the repository worked on; agents that commit themselves get its identity
     * @param input what agents find on their standard input
     * @param coordCommand how agents call coord from their work trees, in words of a shell command
     * @throws BadInput if the command is blank
     */
    public ProcessAgentRunner(
            String command, Path directory, GitRepository repository, Input input, String coordCommand) {
        if (command.isBlank()) {
            throw new BadInput("the agent command is empty; give the command that makes a feature");
        }
        this.command = command;
        this.directory = SystemPath.absolute(directory);
        this.identity = repository.internal().identity().forAgents();
        this.input = input;
        this.coordCommand = coordCommand;
    }

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        Workspace workspace = task.workspace();
        ProcessFamily family = AttemptFamily.since(workspace, Instant.now());
        Path runs = directory.resolve("runs").resolve(workspace.run().value());
        LogFile log = LogFile.append(
                directory,
                runs.resolve(workspace.feature() + ".log"),
                "call " + task.tryNumber() + " at " + workspace.feature() + " by " + task.agent() + ", work tree "
                        + workspace.attempt() + ", "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        long begin = log.size();
        Process process;
        try {
            Path file = PlainFile.replace(
                    directory, runs.resolve("tasks").resolve(workspace.feature() + ".md"), task.text());
            Map<String, String> told = told(task, family, file);
            if (!task.feedback().isEmpty()) {
                Path feedback = runs.resolve("feedback").resolve(workspace.feature() + ".md");
                told.put(
                        "COORD_FEEDBACK_FILE",
                        NativeText.text(PlainFile.replace(directory, feedback, task.feedback())));
            }
            task.radarFile().ifPresent(radar -> told.put("COORD_RADAR_FILE", NativeText.text(radar)));
            List<String> words = List.of("/bin/sh", "-c", GATE, "coord-agent", command);
            process = ChildBuilder.of(workspace.directory(), words, told)
                    .redirectErrorStream(true)
                    .redirectOutput(log.redirect())
                    .start();
        } catch (IOException e) {
            return new AgentResult.Failed(
                    "could not be started in " + workspace.directory() + ": " + FailureText.of(e));
        }
        AgentResult result;
        List<String> leftovers;
        try {
            started.accept(identity(process));
            feed(process, "go\n" + input(task));
            result = await(process, task.timeout(), log);
        } finally {
            leftovers = family.end(Optional.of(process.toHandle()));
        }
        return result instanceof AgentResult.Succeeded
                ? new AgentResult.Succeeded(leftovers)
                : withOutput(result, log, begin);
    }

    @Override
    public void end(Workspace workspace, ProcessId process) {
        // When the killed coordinator died is not known: what works there without the mark may be the user's.
        AttemptFamily.marked(workspace).end(ProcessLife.find(process));
    }

    @Override
    public String coordCommand() {
        return coordCommand;
    }

    private String input(AgentTask task) {
        return switch (input) {
            case PROMPT -> task.text();
            case JSON -> FeatureJson.toJson(task.feature()).strip() + "\n";
        };
    }

    private static AgentResult withOutput(AgentResult result, LogFile log, long begin) {
        String output;
        try {
            output = log.since(begin);
        } catch (RepositoryFailed e) {
            return result; // why it failed counts more than that its log cannot be read
        }
        return result instanceof AgentResult.TimedOut timedOut
                ? new AgentResult.TimedOut(timedOut.after(), output)
                : new AgentResult.Failed(((AgentResult.Failed) result).reason(), output);
    }

    private static AgentResult await(Process process, Duration timeout, LogFile log) throws InterruptedException {
        if (!AwakeTime.endsWithin(process, timeout)) {
            return new AgentResult.TimedOut(timeout);
        }
        return process.exitValue() == 0
                ? new AgentResult.Succeeded()
                : new AgentResult.Failed("exit status " + process.exitValue() + "; its output is in " + log.path());
    }

    private Map<String, String> told(AgentTask task, ProcessFamily family, Path taskFile) {
        Map<String, String> told = new HashMap<>(identity);
        told.putAll(family.environment());
        told.putAll(Map.of(
                "COORD_FEATURE", task.feature().id().value(),
                "COORD_AGENT", task.agent().value(),
                "COORD_DIR", NativeText.text(directory),
                "COORD_LEASE", task.lease().id().value(),
                "COORD_TOKEN", Long.toString(task.lease().token().value()),
                "COORD_BRANCH", task.workspace().branch().replaceFirst("^refs/heads/", ""),
                "COORD_RUN", task.workspace().run().value(),
                "COORD_TRY", Integer.toString(task.tryNumber()),
                "COORD_TASK_FILE", NativeText.text(taskFile)));
        return told;
    }

    private static ProcessId identity(Process process) {
        return ProcessLife.of(process.toHandle())
                .orElseGet(() -> new ProcessId(
                        process.pid(), Instant.EPOCH, ProcessLife.current().host()));
    }

    /** On a thread of its own: an agent that does not read leaves the pipe full. */
    private static void feed(Process process, String input) {
        Thread thread = new Thread(
                () -> {
                    try (OutputStream stream = process.getOutputStream()) {
                        stream.write(input.getBytes(UTF_8));
                    } catch (IOException e) {
                        return; // an agent need not read what it is told
                    }
                },
                "coord-agent-input");
        thread.setDaemon(true);
        thread.start();
    }
}
