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
 * @param allowEmpty whether a feature has succeeded whose agent changed nothing, although it declares what it writes
 */
public record RunSettings(String target, int agents, Schedule schedule, Duration timeout, boolean allowEmpty) {

    /** How many features are worked on at once unless said otherwise. */
    public static final int DEFAULT_AGENTS = 4;

    /** How long one agent may take unless said otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    /**
     * The settings of a run in which an agent that changes nothing has failed, unless its feature allows it.
     *
     * @param target full name of the branch to land on
     * @param agents how many features are worked on at once
     * @param schedule when features begin
     * @param timeout how long one agent may take
     * @throws BadInput as the other constructor
     */
    public RunSettings(String target, int agents, Schedule schedule, Duration timeout) {
        this(target, agents, schedule, timeout, false);
    }

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
