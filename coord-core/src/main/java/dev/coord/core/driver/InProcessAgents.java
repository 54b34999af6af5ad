package dev.coord.core.driver;

import dev.coord.ProcessId;
import dev.coord.core.spi.FailureText;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentTask;
import dev.coord.run.Workspace;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Agents that are code of this process, such as those of an agent framework. When an agent's time is over, or the run ends, its
 * thread is interrupted; code that does not heed that is abandoned after two seconds at most: its feature fails, what it made so
 * far is pinned, and its work tree stays where it is. Whatever the code throws fails its feature alone. Safe from many
 * threads. Specification 4.2.
 *
 * <pre>{@code
 * AgentRunner agents = InProcessAgents.of(
 *         task -> {
 *             assistant.make(task.feature(), task.workspace().directory());
 *             return new AgentResult.Succeeded();
 *         },
 *         Executors.newCachedThreadPool());
 * }</pre>
 */
public final class InProcessAgents implements AgentRunner {

    private static final Duration LONGEST_GRACE = Duration.ofSeconds(2);

    private final Function function;
    private final AgentCalls calls;

    private InProcessAgents(Function function, Executor executor) {
        this.function = function;
        this.calls = new AgentCalls(executor);
    }

    /** What an agent does. */
    @FunctionalInterface
    public interface Function {

        /**
         * Makes a feature in its work tree, {@link Workspace#directory()}.
         *
         * @param task what to make, where, and until when
         * @return how it went
         * @throws Exception whatever it likes: the feature fails for that reason; to heed an interrupt is to throw {@link
         *     InterruptedException} or to return soon
         */
        AgentResult work(AgentTask task) throws Exception;
    }

    /**
     * A runner of such agents; starts nothing.
     *
     * @param function what each agent does
     * @param executor gives each agent a thread, of which it needs as many as agents work at once; an executor that runs
     *     things on its caller's thread cannot end them. Closed by the caller
     * @return the runner
     */
    public static InProcessAgents of(Function function, Executor executor) {
        return new InProcessAgents(function, executor);
    }

    @Override
    public AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException {
        Duration timeout = task.timeout();
        Duration grace = timeout.compareTo(LONGEST_GRACE) < 0 ? timeout : LONGEST_GRACE;
        try {
            return calls.call(task.workspace(), timeout, grace, () -> function.work(task));
        } catch (ExecutionException e) {
            return FailureReason.failed(task, e.getCause());
        } catch (RejectedExecutionException e) {
            return new AgentResult.Failed("its executor has no thread for it: " + FailureText.of(e));
        }
    }

    @Override
    public boolean isBusyIn(Workspace workspace) {
        return calls.isBusyIn(workspace);
    }
}
