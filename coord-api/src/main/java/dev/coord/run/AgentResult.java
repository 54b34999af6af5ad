package dev.coord.run;

import java.time.Duration;

/** How an agent ended. */
public sealed interface AgentResult {

    /** It did what it was asked to. */
    record Succeeded() implements AgentResult {}

    /**
     * It gave up, or could not be started.
     *
     * @param reason why, such as {@code exit status 3}, and where its output is
     */
    record Failed(String reason) implements AgentResult {}

    /**
     * It took too long and was ended.
     *
     * @param after how long it ran
     */
    record TimedOut(Duration after) implements AgentResult {}
}
