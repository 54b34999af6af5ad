package dev.coord.run;

import java.time.Duration;
import java.util.List;

/** How an agent ended. */
public sealed interface AgentResult {

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
     */
    record Failed(String reason) implements AgentResult {}

    /**
     * It took too long and was ended.
     *
     * @param after how long it ran
     */
    record TimedOut(Duration after) implements AgentResult {}
}
