package dev.coord.core.driver;

import dev.coord.ProcessId;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Anybody's runner, made such that a run ends whatever it does: it is called on a thread of its own and given up if it does not
 * return when it is interrupted.
 */
final class EndableAgents implements AgentRunner {

    /** Longer than a good runner takes to end what its agent started. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** The run itself says when time is over, by a clock that stands still while the host sleeps. */
    private static final Duration NEVER = Duration.ofDays(2 * 366);

    private final AgentRunner runner;
    private final Duration grace;
    private final AgentCalls calls = new AgentCalls(EndableAgents::start);

    EndableAgents(AgentRunner runner) {
        this(runner, GRACE);
    }

    EndableAgents(AgentRunner runner, Duration grace) {
        this.runner = runner;
        this.grace = grace;
    }

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        Handed handed = new Handed(started);
        try {
            AgentResult result = calls.call(task.workspace(), NEVER, grace, () -> runner.run(task, handed));
            handed.requireTaken();
            return result;
        } catch (ExecutionException e) {
            handed.requireTaken();
            return FailureReason.failed(task, e.getCause());
        }
    }

    @Override
    public void end(Workspace workspace, ProcessId process) {
        runner.end(workspace, process);
    }

    @Override
    public boolean isBusyIn(Workspace workspace) {
        return calls.isBusyIn(workspace) || runner.isBusyIn(workspace);
    }

    @Override
    public String coordCommand() {
        return runner.coordCommand();
    }

    private static void start(Runnable call) {
        Thread thread = new Thread(call, "coord-agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells what the receiver of an agent's process throws, which ends the run, from what the runner throws. */
    private static final class Handed implements Consumer<ProcessId> {

        private final Consumer<ProcessId> receiver;
        private volatile @Nullable RuntimeException failure;

        Handed(Consumer<ProcessId> receiver) {
            this.receiver = receiver;
        }

        @Override
        public void accept(ProcessId process) {
            try {
                receiver.accept(process);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        void requireTaken() {
            RuntimeException e = failure;
            if (e != null) {
                throw e;
            }
        }
    }
}
