package dev.coord.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.BadInput;
import dev.coord.ProcessId;
import dev.coord.core.json.snapshot.FeatureJson;
import dev.coord.core.process.AwakeTime;
import dev.coord.core.process.CallerEnvironment;
import dev.coord.core.process.LogFile;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.process.SystemPath;
import dev.coord.core.process.WorkingBelow;
import dev.coord.core.spi.FailureText;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs each agent as {@code /bin/sh -c COMMAND} in its workspace, with the feature as one line of JSON on its standard
 * input, {@code COORD_FEATURE}, {@code COORD_AGENT}, {@code COORD_DIR}, {@code COORD_LEASE}, {@code COORD_TOKEN}, {@code
 * COORD_BRANCH}, {@code COORD_RUN} and {@code COORD_ATTEMPT} in its environment, and its output added to {@code
 * runs/<run>/<feature>.log} in the coordination directory. What an agent leaves running in the background is ended with
 * it, and told: its descendants, every process with its {@code COORD_ATTEMPT} and, on Linux, every one below its work tree
 * that was started since and has lost its parent. Safe from many threads.
 */
public final class ProcessAgentRunner implements AgentRunner {

    /** Reads one line before it runs anything: a coordinator that dies before it wrote the line has started no agent. */
    static final String GATE = "IFS= read -r go && exec /bin/sh -c \"$1\"";

    private final String command;
    private final Path directory;
    private final Map<String, String> identity;

    /**
     * Binds the command; starts nothing.
     *
     * @param command what to run for each feature, for {@code /bin/sh}
     * @param directory the coordination directory
     * @param repository the repository worked on; agents that commit themselves get its identity
     * @throws BadInput if the command is blank
     */
    public ProcessAgentRunner(String command, Path directory, GitRepository repository) {
        if (command.isBlank()) {
            throw new BadInput("the agent command is empty; give the command that makes a feature");
        }
        this.command = command;
        this.directory = SystemPath.absolute(directory);
        this.identity = repository.internal().identity().forAgents();
    }

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        Workspace workspace = task.workspace();
        ProcessFamily family = family(workspace, Instant.now());
        LogFile log = LogFile.append(
                directory.resolve("runs").resolve(workspace.run().value()).resolve(workspace.feature() + ".log"),
                "attempt " + workspace.attempt() + " at " + workspace.feature() + " by " + task.agent() + ", "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        Process process;
        try {
            process = builder(task, family, log).start();
        } catch (IOException e) {
            return new AgentResult.Failed(
                    "could not be started in " + workspace.directory() + ": " + FailureText.of(e));
        }
        AgentResult result;
        List<String> leftovers;
        try {
            started.accept(identity(process));
            feed(process, "go\n" + FeatureJson.toJson(task.feature()).strip() + "\n");
            result = await(process, task.timeout(), log);
        } finally {
            leftovers = family.end(Optional.of(process.toHandle()));
        }
        return result instanceof AgentResult.Succeeded ? new AgentResult.Succeeded(leftovers) : result;
    }

    @Override
    public void end(Workspace workspace, ProcessId process) {
        // When the killed coordinator died is not known: what works there without the mark may be the user's.
        new ProcessFamily(marker(workspace)).end(ProcessLife.find(process));
    }

    private static AgentResult await(Process process, Duration timeout, LogFile log) throws InterruptedException {
        if (!AwakeTime.endsWithin(process, timeout)) {
            return new AgentResult.TimedOut(timeout);
        }
        return process.exitValue() == 0
                ? new AgentResult.Succeeded()
                : new AgentResult.Failed("exit status " + process.exitValue() + "; its output is in " + log.path());
    }

    private ProcessBuilder builder(AgentTask task, ProcessFamily family, LogFile log) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", GATE, "coord-agent", command)
                .directory(task.workspace().directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.redirect());
        CallerEnvironment.strip(builder.environment());
        builder.environment().putAll(identity);
        builder.environment().putAll(family.environment());
        builder.environment()
                .putAll(Map.of(
                        "COORD_FEATURE", task.feature().id().value(),
                        "COORD_AGENT", task.agent().value(),
                        "COORD_DIR", directory.toString(),
                        "COORD_LEASE", task.lease().id().value(),
                        "COORD_TOKEN", Long.toString(task.lease().token().value()),
                        "COORD_BRANCH", task.workspace().branch().replaceFirst("^refs/heads/", ""),
                        "COORD_RUN", task.workspace().run().value()));
        return builder;
    }

    private static ProcessFamily family(Workspace workspace, Instant begun) {
        return new ProcessFamily(marker(workspace), Optional.of(new WorkingBelow(workspace.directory(), begun)));
    }

    private static String marker(Workspace workspace) {
        return workspace.run() + "/" + workspace.feature() + "-" + workspace.attempt();
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
