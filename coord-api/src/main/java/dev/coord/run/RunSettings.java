package dev.coord.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.Schedule;
import java.time.Duration;

/**
 * How a run is made.
 *
 * @param target full name of the branch to land on, {@code refs/heads/...}
 * @param agents how many features are worked on at once, at least 1
 * @param schedule when features begin
 * @param timeout how long one agent may take, and how long a feature may wait for its locks
 */
public record RunSettings(String target, int agents, Schedule schedule, Duration timeout) {

    /** How many features are worked on at once unless said otherwise. */
    public static final int DEFAULT_AGENTS = 4;

    /** How long one agent may take unless said otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    /**
     * Checks the settings.
     *
     * @throws BadInput if a number or duration is not positive, or the target is not the full name of a branch
     */
    public RunSettings {
        if (agents < 1) {
            throw new BadInput("a run needs at least 1 agent, not " + agents);
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Duration.ofDays(365)) > 0) {
            throw new BadInput(
                    "a timeout of " + timeout + " is not possible; give a positive duration of at most a year");
        }
        if (!target.startsWith("refs/heads/")) {
            throw new BadInput("'" + target + "' is not the full name of a branch; write refs/heads/...");
        }
    }
}
