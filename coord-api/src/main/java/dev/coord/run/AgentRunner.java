package dev.coord.run;

import dev.coord.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs agents: as processes, or inside an agent framework. Called from several threads at once, one call an agent.
 */
@FunctionalInterface
public interface AgentRunner {

    /**
     * Runs one agent to its end. Whatever else this throws, and {@code null}, fails the feature and nothing else. When the task's time is over or the calling thread is interrupted, the agent is ended,
     * with everything it started, before this returns; or, where it cannot be ended, {@link #isBusyIn} tells of it.
     *
     * @param task what to do
     * @param started receives the agent's process before the agent does anything, so that a later coordinator can end it.
     *     Runners whose agents end with this process do not call it. If it throws, the agent is ended and the exception
     *     is thrown on
     * @return how it ended
     * @throws InterruptedException if the thread was interrupted; the agent has ended
     */
    AgentResult run(AgentTask task, Consumer<ProcessId> started) throws InterruptedException;

    /**
     * Ends what an earlier, killed coordinator left running for a workspace, and waits until it is gone. A runner whose
     * agents end with its process has nothing to do.
     *
     * @param workspace where the agent worked
     * @param process the agent's process as it was recorded
     */
    default void end(Workspace workspace, ProcessId process) {}

    /**
     * Whether an agent still works in a workspace though {@link #run} has returned, as a thread may that heeds no interrupt. Its work
     * tree is not removed then. A runner whose agents can always be ended has nothing to tell.
     *
     * @param workspace where the agent worked
     * @return true as long as it does
     */
    default boolean isBusyIn(Workspace workspace) {
        return false;
    }

    /**
     * Says how an agent calls coord from where it works, for the text of its task.
     *
     * @return words of a shell command, {@code coord} unless the runner knows better
     */
    default String coordCommand() {
        return "coord";
    }

    /** How an agent ended. */
    sealed interface AgentResult {

        /**
         * It did what it was asked to.
         *
         * @param leftovers processes that it left running and that were ended, each with its number and its name
         */
        record Succeeded(List<String> leftovers) implements AgentResult {

            /** Copies the list. */
            public Succeeded {
                leftovers = List.copyOf(leftovers);
            }

            /** It left nothing running. */
            public Succeeded() {
                this(List.of());
            }
        }

        /**
         * It gave up, or could not be started.
         *
         * @param reason why, such as {@code exit status 3}, and where its output is
         * @param output the end of what it printed, as it printed it; people are shown its last lines
         */
        record Failed(String reason, String output) implements AgentResult {

            /** Checks that there is a reason. */
            public Failed {
                Objects.requireNonNull(reason, "reason");
                Objects.requireNonNull(output, "output");
            }

            /**
             * A failure with nothing to show.
             *
             * @param reason why
             */
            public Failed(String reason) {
                this(reason, "");
            }
        }

        /**
         * It took too long and was ended.
         *
         * @param after how long it ran
         * @param output the end of what it printed, as it printed it; people are shown its last lines
         */
        record TimedOut(Duration after, String output) implements AgentResult {

            /** Checks that there is a time. */
            public TimedOut {
                Objects.requireNonNull(after, "after");
                Objects.requireNonNull(output, "output");
            }

            /**
             * An end with nothing to show.
             *
             * @param after how long it ran
             */
            public TimedOut(Duration after) {
                this(after, "");
            }
        }
    }
}
